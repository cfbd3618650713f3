from terreau.foundation.activity.journal import Kind

created = Kind("pages.created", "wrote a page")
edited = Kind("pages.edited", "changed a page")
placed = Kind("pages.placed", "put a page in another place")
moved = Kind("pages.moved", "moved pages to another space")
entrusted = Kind("pages.entrusted", "said who looks after a page")
doubted = Kind("pages.doubted", "said that a page may be outdated")
confirmed = Kind("pages.confirmed", "confirmed that a page is right")
withdrawn = Kind("pages.withdrawn", "withdrew a page")
restored = Kind("pages.restored", "brought a page back")
