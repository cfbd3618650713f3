from terreau.foundation.activity.journal import Kind

received = Kind("imports.received", "handed in an export to import", administrative=True)
asked = Kind("imports.asked", "asked for the next step of an import", administrative=True)
staged = Kind("imports.staged", "imported an export; nobody sees it yet", administrative=True)
shown = Kind("imports.shown", "showed what was imported", administrative=True)
undone = Kind("imports.undone", "undid an import", administrative=True)
