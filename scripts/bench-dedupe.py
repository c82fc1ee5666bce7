"""The peers of the deduplication bench: called by scripts/bench-dedupe.mjs with a directory that holds folded.txt,
truth.tsv and naqi.tsv; prints one line of JSON for each.

All are given text that is already folded, and asked for copies that share 85 % of their words (Dice): for sets
that is a Jaccard similarity of 0.74. A copy is found if it is matched with anything; a match is wrong if the
two are less similar than that."""
import json, resource, sys, time
from collections import Counter

directory, which = sys.argv[1], sys.argv[2]
lines = open(f"{directory}/folded.txt", encoding="utf-8").read().splitlines()
T, JACCARD = 0.85, 0.74


def dice(a, b):
    a, b = Counter(lines[a].split()), Counter(lines[b].split())
    return 2 * sum((a & b).values()) / max(1, a.total() + b.total())


def datasketch():
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=JACCARD, num_perm=128)
    for i, line in enumerate(lines):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([word.encode() for word in set(line.split())])
        near = lsh.query(sketch)
        if near:
            yield i, near
        else:
            lsh.insert(i, sketch)


def rensa():
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=JACCARD, num_perm=128, num_bands=16)
    for i, line in enumerate(lines):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(line.split())
        near = lsh.query(sketch)
        if near:
            yield i, near
        else:
            lsh.insert(i, sketch)


def naqi():
    for line in open(f"{directory}/naqi.tsv"):
        copy, kept = map(int, line.split())
        yield copy, [kept]


start = time.process_time()
found = dict({"datasketch": datasketch, "rensa": rensa, "naqi": naqi}[which]())
seconds = time.process_time() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
truth = [tuple(line.split("\t")[:2]) for line in open(f"{directory}/truth.tsv")]
planted = [int(copy) for copy, source in truth if dice(int(copy), int(source)) >= T]
recall = sum(copy in found for copy in planted) / max(1, len(planted))
wrong = sum(all(dice(copy, other) < T for other in near[:50]) for copy, near in found.items())
print(json.dumps({"seconds": seconds, "memory": memory, "found": len(found), "recall": recall, "wrong": wrong}))
