"""The demo company: the group Aubier and its network Le Lien, as plain data made from a seed.

Nothing here touches a database: `world()` returns values, and each room's `demo.py` feeds them to its own actions.
The words live in `texts/`, where they can be edited without reading any code; `texts/README.md` says how.
"""
