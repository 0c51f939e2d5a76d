"""Write the JSON Schema of act types beside them: `python packaging/schema_types.py` after a change of the model."""

from pathlib import Path

from secretaire.drafting.act_types.reading import schema

TARGET = Path(__file__).resolve().parents[1] / "resources" / "types" / "schema.json"

if __name__ == "__main__":
    TARGET.write_text(schema(), encoding="utf-8")
    print(f"{TARGET.name} écrit")
