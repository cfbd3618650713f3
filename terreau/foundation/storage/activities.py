from terreau.foundation.activity.journal import Kind

kept = Kind("storage.kept", "brought a file")
dropped = Kind("storage.dropped", "dropped a file that was not used")
words_found = Kind("storage.words_found", "read the words inside a file")
drawn = Kind("storage.drawn", "drew what a document looks like")
swept = Kind("storage.swept", "cleared away files nobody uses")
