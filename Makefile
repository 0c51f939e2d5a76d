# « make demo » essaie l'application sur une commune fictive ; « make test » passe les contrôles et les tests.
# Les deux préparent tout la première fois (voir packaging/preparer.py), puis plus rien.

PYTHON ?= python3
VENV := .venv/bin

.PHONY: demo test paquet captures fonds-demo verrous livraison propre

demo:
	@$(PYTHON) packaging/preparer.py demo
	@$(VENV)/python packaging/demonstration.py

test:
	@$(PYTHON) packaging/preparer.py test
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest -n auto --dist loadfile

# Images de la documentation, faites par l'application elle-même
captures:
	@$(PYTHON) packaging/preparer.py test
	QT_QPA_PLATFORM=offscreen $(VENV)/python packaging/captures.py

# Documents de la commune de démonstration
fonds-demo:
	@$(PYTHON) packaging/preparer.py test
	$(VENV)/python packaging/demo/fabriquer.py

# Versions verrouillées, à refaire après un changement de dépendance dans pyproject.toml
verrous:
	@$(PYTHON) packaging/preparer.py test
	$(VENV)/python packaging/verrous.py

# Ce qui doit être vrai des paquets avant qu'ils partent : deux constructions égales, épreuve sur des systèmes nus et sans
# réseau, budgets. Demande d'être root et debootstrap.
livraison: paquet
	$(VENV)/python packaging/paquet/construire.py --vers build/paquet-bis
	$(VENV)/python packaging/livraison/livrer.py --autre build/paquet-bis

# Paquets de cette Linux : dossier autonome, .deb, fichier qui s'installe seul (build/paquet) ; origine de chaque fichier,
# licences et nomenclature (build/livraison)
paquet:
	@$(PYTHON) packaging/preparer.py test
	$(VENV)/python packaging/paquet/construire.py

propre:
	rm -rf .venv demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
