"""Small graphs over ids: blocks, contradictions, stable topological order.

Nodes are ids, an edge ``(first, then)`` says which stands before which. Blocks
are sets of nodes that stand side by side: edges between blocks order the
blocks, edges inside a block order its nodes.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

Edge = tuple[str, str]
T = TypeVar("T")


def components(
    nodes: Sequence[str], ties: Iterable[Edge]
) -> tuple[tuple[str, ...], ...]:
    """Return the connected components, each in the order of ``nodes``."""
    head = {node: node for node in nodes}

    def root(node: str) -> str:
        """Return what stands for the component of a node, shortening the way."""
        while head[node] != node:
            head[node] = head[head[node]]
            node = head[node]
        return node

    for one, other in ties:
        head[root(one)] = root(other)
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(root(node), []).append(node)
    return tuple(tuple(block) for block in found.values())


def topological(
    nodes: Sequence[str],
    edges: Iterable[Edge],
    blocks: Iterable[Sequence[str]],
    place: Mapping[str, int],
) -> tuple[str, ...]:
    """Return the nodes in an order that keeps edges, blocks and, else, ``place``.

    The edges must not contradict each other (see ``acyclic``).
    """
    edges = tuple(edges)
    block_of = _block_of(blocks)
    between = {
        (block_of[a], block_of[b]) for a, b in edges if block_of[a] != block_of[b]
    }
    within = [(a, b) for a, b in edges if block_of[a] == block_of[b]]
    inside: dict[str, list[str]] = {}
    for node in _sorted(nodes, within, place):
        inside.setdefault(block_of[node], []).append(node)
    starts = {
        name: min(place[node] for node in block) for name, block in inside.items()
    }
    order = _sorted(tuple(inside), between, starts)
    return tuple(node for name in order for node in inside[name])


def acyclic(
    items: Sequence[T], edge: Callable[[T], Edge], blocks: Iterable[Sequence[str]]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Part edges into those that can hold together and those that cannot.

    The earlier in ``items``, the stronger. Blocks count as one node each for
    the edges between them.
    """
    blocks = tuple(blocks)
    block_of = _block_of(blocks)
    held: list[T] = []
    dropped: list[T] = []
    after: dict[str, set[str]] = {}
    for item in items:
        one, other = _lifted(edge(item), block_of)
        if _reaches(other, one, after):
            dropped.append(item)
        else:
            held.append(item)
            after.setdefault(one, set()).add(other)
    return tuple(held), tuple(dropped)


def _lifted(edge: Edge, block_of: Mapping[str, str]) -> Edge:
    """Return an edge between blocks, or the edge itself inside a block."""
    one, other = (block_of[node] for node in edge)
    if one == other:
        return edge
    return (f"block {one}", f"block {other}")


def _reaches(start: str, goal: str, after: Mapping[str, set[str]]) -> bool:
    seen, todo = set(), [start]
    while todo:
        node = todo.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            todo += after.get(node, ())
    return False


def _block_of(blocks: Iterable[Sequence[str]]) -> dict[str, str]:
    return {node: block[0] for block in blocks for node in block}


def _sorted(
    nodes: Sequence[str], edges: Iterable[Edge], place: Mapping[str, int]
) -> list[str]:
    """Sort topologically; what is free comes in the order of ``place``."""
    after: dict[str, list[str]] = {}
    waits = dict.fromkeys(nodes, 0)
    for one, other in edges:
        after.setdefault(one, []).append(other)
        waits[other] += 1
    free = [(place[node], node) for node in nodes if not waits[node]]
    heapq.heapify(free)
    order = []
    while free:
        _, node = heapq.heappop(free)
        order.append(node)
        for other in after.get(node, ()):
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(free, (place[other], other))
    return order
