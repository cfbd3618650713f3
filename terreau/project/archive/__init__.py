"""A whole network in one file, independent of the database it lives in: written, read back, and checked.

The file is a tar: `tables/<table>/<part>.jsonl.gz` (rows as JSON lists; the columns stand in the manifest),
`files/<sha256>`, `secret_key`, and last `manifest.json` with the counts and the SHA-256 of every part. Nothing is ever
held in memory but one part. An archive is as secret as the network: it holds all content, password digests and the
key that signs sessions and mailed links. `DIR/terreau.env` stays out: it belongs to the machine.
"""
