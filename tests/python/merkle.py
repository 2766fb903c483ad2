"""The hashes of a Merkle tree and its two proofs, from RFC 6962 and RFC 9162 alone."""

import hashlib


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def verify_inclusion(leaf, place, size, root, proof):
    """RFC 9162 §2.1.3.2."""
    if place >= size:
        return False
    fn, sn, found = place, size - 1, leaf
    for node in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = node_hash(node, found)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and found == root


def verify_consistency(old, old_root, size, root, proof):
    """RFC 9162 §2.1.4.2."""
    if old == size:
        return not proof and old_root == root
    if old == 0:
        return not proof
    if not proof or old > size:
        return False
    if old & (old - 1) == 0:
        proof = [old_root, *proof]
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = proof[0]
    for node in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(node, first), node_hash(node, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == root
