from terreau.foundation.activity.journal import Kind

folder_made = Kind("files.folder_made", "made a folder")
added = Kind("files.added", "put a file into a folder")
renewed = Kind("files.renewed", "put a new version of a file in place")
renamed = Kind("files.renamed", "gave a file or a folder another name")
moved = Kind("files.moved", "put files elsewhere")
withdrawn = Kind("files.withdrawn", "put files into the bin")
restored = Kind("files.restored", "took files out of the bin")
erased = Kind("files.erased", "erased files for good")
