"""Turn a trained adapter into the GGUF file that llama.cpp lays over the base model.

python models/adapter/convertir.py OUT/adaptateur models/adapter/NAME.gguf --architecture qwen2
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from safetensors import safe_open

NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_TENSOR = re.compile(r"layers\.(\d+)\.([\w.]+_proj)\.lora_([AB])\.weight$")


def tensors_of(file: Path) -> Iterator[tuple[str, np.ndarray]]:
    """The tensors of a GGUF adapter under the names that peft gives them."""
    modules = {short: long for long, short in NAMES.items()}
    for tensor in gguf.GGUFReader(file).tensors:
        _, layer, short, _, side = tensor.name.split(".")
        path = f"base_model.model.model.layers.{layer}.{modules[short]}"
        yield f"{path}.{side[:4]}_{side[-1].upper()}.weight", np.array(tensor.data, dtype=np.float32)


def main() -> None:
    """Write the file; half precision loses nothing that can be seen in the texts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("adaptateur", type=Path)
    parser.add_argument("sortie", type=Path)
    parser.add_argument("--architecture", default="qwen2")
    options = parser.parse_args()
    shape = json.loads((options.adaptateur / "adapter_config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(options.sortie, options.architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(shape["lora_alpha"]))
    count = 0
    with safe_open(options.adaptateur / "adapter_model.safetensors", framework="numpy") as tensors:
        for key in sorted(tensors.keys()):
            match = _TENSOR.search(key)
            if match is None:
                raise SystemExit(f"tenseur inconnu : {key}")
            layer, module, side = match.groups()
            name = f"blk.{layer}.{NAMES[module]}.weight.lora_{side.lower()}"
            writer.add_tensor(name, tensors.get_tensor(key).astype(np.float16))
            count += 1
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print(count, "tenseurs,", options.sortie.stat().st_size, "octets")


if __name__ == "__main__":
    main()
