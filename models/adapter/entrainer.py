"""Train the adapter: LoRA over the dequantised weights of the GGUF file the product runs, loss on the answer only.

    python models/adapter/entrainer.py BASE.gguf OUT --jetons 1200 --epoques 1 [--lr 3e-4] [--reprendre] [--lot NAMES]

Runs on the CPU (bfloat16 base, float32 adapter) or on a GPU when there is one. OUT keeps a checkpoint every
`--garder` steps: `--reprendre` goes on from there, after a power cut too. `convertir.py` makes the GGUF adapter.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from convertir import tensors_of
from peft import LoraConfig, PeftModel, get_peft_model, set_peft_model_state_dict
from peft.helpers import disable_input_dtype_casting
from transformers import AutoModelForCausalLM, AutoTokenizer

IGNORED = -100
LINEAR = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A conversation in tokens; the answer starts at `answer`."""

    tokens: tuple[int, ...]
    answer: int


def samples(file: Path, tokenizer: object) -> list[Sample]:
    """Read conversations written by `exporter.py` and put them in tokens, in the template of the model."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        messages = json.loads(line)["messages"]
        prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
        before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        after = tokenizer(messages[-1]["content"] + "<|im_end|>", add_special_tokens=False)["input_ids"]
        found.append(Sample(tuple(before + after), len(before)))
    return found


def batches(pool: list[Sample], budget: int, seed: int) -> list[list[Sample]]:
    """Samples of like lengths together, at most `budget` tokens a batch, in random order."""
    chance = random.Random(seed)
    ordered = sorted(pool, key=lambda s: len(s.tokens) + chance.random() * 30)
    made: list[list[Sample]] = [[]]
    for sample in ordered:
        longest = max([len(sample.tokens), *(len(s.tokens) for s in made[-1])])
        if made[-1] and longest * (len(made[-1]) + 1) > budget:
            made.append([])
        made[-1].append(sample)
    chance.shuffle(made)
    return made


def loss_of(model: PeftModel, batch: list[Sample], device: str) -> tuple[torch.Tensor, int]:
    """Mean loss over the answer tokens; the logits of the others (152,000 each) are never computed."""
    width = max(len(s.tokens) for s in batch)
    tokens = torch.zeros((len(batch), width), dtype=torch.long)
    mask = torch.zeros((len(batch), width), dtype=torch.long)
    labels = torch.full((len(batch), width), IGNORED)
    for row, sample in enumerate(batch):
        size = len(sample.tokens)
        tokens[row, :size] = torch.tensor(sample.tokens)
        mask[row, :size] = 1
        labels[row, sample.answer - 1 : size - 1] = torch.tensor(sample.tokens[sample.answer :])
    base = model.get_base_model()
    hidden = base.model(input_ids=tokens.to(device), attention_mask=mask.to(device)).last_hidden_state
    labels = labels.to(device)
    chosen = labels != IGNORED
    logits = base.lm_head(hidden[chosen]).float()
    return torch.nn.functional.cross_entropy(logits, labels[chosen]), int(chosen.sum())


def main() -> None:
    """Train, print a line now and then, keep checkpoints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--donnees", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--epoques", type=int, default=1)
    parser.add_argument("--jetons", type=int, default=1200)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--lr-fin", type=float, default=0.1, help="share of the rate left at the end")
    parser.add_argument("--pas", type=int, help="stop after so many steps, the rate falling until there; default: all")
    parser.add_argument("--rang", type=int, default=16)
    parser.add_argument("--garder", type=int, default=25)
    parser.add_argument("--graine", type=int, default=1)
    parser.add_argument("--depuis", type=Path, help="adapter to start from: a folder of peft, or the GGUF file that is shipped")
    parser.add_argument("--reprendre", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(options.graine)
    where = {"pretrained_model_name_or_path": str(options.base.parent), "gguf_file": options.base.name}
    tokenizer = AutoTokenizer.from_pretrained(**where)
    base = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.bfloat16).to(device)
    base.config.use_cache = False
    base.config.save_pretrained(options.out / "base")
    kept = options.out / "reprise"
    start = kept / "adaptateur" if options.reprendre and kept.exists() else options.depuis
    if start and start.suffix != ".gguf":
        model = PeftModel.from_pretrained(base, start, is_trainable=True)
    else:
        shape = LoraConfig(r=options.rang, lora_alpha=2 * options.rang, lora_dropout=0.0, target_modules=LINEAR)
        model = get_peft_model(base, shape)
        if start:  # the file that is shipped: same rank, the state of the optimiser is lost
            set_peft_model_state_dict(model, {k: torch.from_numpy(t) for k, t in tensors_of(start)})
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=options.lr, weight_decay=0.0, betas=(0.9, 0.99))

    pool = samples(options.donnees, tokenizer)
    plan = [b for epoch in range(options.epoques) for b in batches(pool, options.jetons, options.graine + epoch)]
    plan = plan[: options.pas]
    done = 0
    if options.reprendre and kept.exists():
        state = torch.load(kept / "etat.pt")
        done = state["fait"]
        optimizer.load_state_dict(state["optimiseur"])
    print(
        len(pool), "exemples,", sum(len(s.tokens) for s in pool), "jetons,", len(plan), "lots, depuis", done, flush=True
    )

    begun, seen, losses = time.monotonic(), 0, []
    model.train()
    warm = max(1, min(10, len(plan) // 20))
    for step, batch in enumerate(plan[done:], done + 1):
        share = min(1.0, step / warm)
        fall = options.lr_fin + (1 - options.lr_fin) * 0.5 * (1 + math.cos(math.pi * step / len(plan)))
        for group in optimizer.param_groups:
            group["lr"] = options.lr * share * fall
        # The adapter's own products in bfloat16 too: in float32 they took as long as the whole base on a CPU.
        with disable_input_dtype_casting(model), torch.autocast(device, dtype=torch.bfloat16):
            loss, _ = loss_of(model, batch, device)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        seen += sum(len(s.tokens) for s in batch)
        if step % 10 == 0 or step == len(plan):
            pace = seen / (time.monotonic() - begun)
            print(
                f"{step}/{len(plan)} perte {sum(losses[-10:]) / len(losses[-10:]):.3f} {pace:.0f} jetons/s", flush=True
            )
        if step % options.garder == 0 or step == len(plan):
            model.save_pretrained(kept / "adaptateur")
            torch.save({"fait": step, "optimiseur": optimizer.state_dict()}, kept / "etat.pt")
    model.save_pretrained(options.out / "adaptateur")
    if options.test:
        model.eval()
        total = count = 0.0
        with torch.no_grad():
            for batch in batches(samples(options.test, tokenizer), options.jetons, 0):
                loss, size = loss_of(model, batch, device)
                total, count = total + loss.item() * size, count + size
        print(f"perte sur les exemples mis à part : {total / count:.3f}", flush=True)


if __name__ == "__main__":
    main()
