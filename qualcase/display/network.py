"""Codes as a network of what is said together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.optional import require
from qualcase.model.protocols import Reads
from qualcase.reduce.cooccur import Cooccurrence, Together, cooccur
from qualcase.render.html import Href, fragment
from qualcase.render.labels import label
from qualcase.render.svg import Edge, network_svg

if TYPE_CHECKING:
    import networkx as nx

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SEED = 1  # of the layout: the same case gives the same picture
TALL = 0.7  # of the part where codes meet, its width being 1
PULL = 0.3  # of every line alike: by how often codes meet, those in the middle would lie one on another
GAP = 0.1  # between groups that are not joined
ROW = 0.13  # between rows of codes that meet no other
IN_ROW = 3


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Codes that meet, as a graph. Nodes carry `label`, `codings`, `voices`; edges `both`, `jaccard`, `ids`."""

    pairs: Cooccurrence
    least: int

    @property
    def graph(self) -> "nx.Graph[str]":
        """A fresh networkx graph."""
        import networkx as nx

        codes, evidence = self.pairs.codes, self.pairs.evidence
        graph: nx.Graph[str] = nx.Graph()
        heads = codes.heads(self.pairs.snapshot, self.pairs.snapshot.lang)
        for name, head, strands in zip(codes.names, heads, codes.member, strict=True):
            here = strands[codes.value]
            if here.any():
                graph.add_node(
                    name, label=head, codings=int(np.unique(evidence.coding[here]).size),
                    voices=int(np.unique(evidence.voice[here]).size),
                )  # fmt: skip
        ids = self.pairs.snapshot.codings.ids
        for a, b, both, jaccard, rows in self.joined():
            graph.add_edge(a, b, both=both, jaccard=jaccard, ids=" ".join(sorted(ids[rows])))
        return graph

    def joined(self) -> Iterator[tuple[str, str, int, float, Ints]]:
        """Give the pairs that are joined: names, how often they meet, Jaccard, and the numbers of their codings."""
        data = self.pairs.data
        both = np.asarray(data["both"])
        kept = np.flatnonzero(both >= self.least)
        a, b = np.triu_indices(len(self.pairs.codes.names), k=1)
        for n, rows in zip(kept.tolist(), self.pairs.meetings(a[kept], b[kept]), strict=True):
            yield data["a"][n], data["b"][n], int(both[n]), float(data["jaccard"][n]), rows

    def layout(self, graph: "nx.Graph[str] | None" = None) -> dict[str, tuple[float, float]]:
        """Give each node its place, the same for the same case.

        Codes that meet lie where x is 0 to 1 and y 0 to 0.7, groups that are not joined side by side; codes that meet
        no other stand in rows beneath, where y is below 0.
        """
        import networkx as nx

        graph = self.graph if graph is None else graph
        order = {node: n for n, node in enumerate(graph)}
        groups = [sorted(group, key=order.__getitem__) for group in nx.connected_components(graph)]
        joined = sorted((group for group in groups if len(group) > 1), key=len, reverse=True)
        alone = [group[0] for group in groups if len(group) == 1]
        wide = np.sqrt([len(group) for group in joined])
        left = np.cumsum(wide) - wide
        place: dict[str, tuple[float, float]] = {}
        for group, x, share in zip(joined, left / wide.sum(), wide / wide.sum(), strict=True):
            gap = GAP if len(joined) > 1 else 0
            for node, at in zip(group, _spread(graph, group), strict=True):
                place[node] = (float(x + at[0] * (share - gap)), float(at[1] * TALL))
        return place | {node: (n % IN_ROW / IN_ROW, -ROW * (1 + n // IN_ROW)) for n, node in enumerate(alone)}

    def title(self, lang: str = "") -> str:
        """Say what it shows."""
        lang = lang or self.pairs.snapshot.lang
        return label("network.title", lang, unit=label(f"unit.{self.pairs.within}", lang))

    def svg(self, *, lang: str = "", href: Href | None = None) -> str:
        """Draw it as SVG; `href` gives the address behind the codings of two codes that meet."""
        graph = self.graph
        place = self.layout(graph)
        snapshot = self.pairs.snapshot
        lang = lang or snapshot.lang
        order = {name: n for n, name in enumerate(graph)}
        codes = self.pairs.codes
        said = zip(codes.names, codes.heads(snapshot, lang), codes.lines, strict=True)
        nodes = [
            (*place[name], graph.nodes[name]["voices"], head, snapshot.code_number(line.code))
            for name, head, line in said
            if name in graph
        ]
        edges = [
            Edge(order[a], order[b], both, str(both), link=href(rows.tolist()) if href else None)
            for a, b, both, _, rows in self.joined()
        ]
        return network_svg(nodes, edges, title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw it with matplotlib on `ax` or on new axes; give the Axes."""
        pyplot = require("matplotlib.pyplot", extra="plot")
        import networkx as nx

        ax = ax if ax is not None else pyplot.subplots(layout="constrained")[1]
        graph = self.graph
        labels = {name: graph.nodes[name]["label"] for name in graph}
        sizes = [300 + 200 * graph.nodes[name]["voices"] for name in graph]
        widths = [float(d["both"]) for _, _, d in graph.edges(data=True)]
        nx.draw_networkx(
            graph, pos=self.layout(), labels=labels, node_size=sizes, width=widths, node_color="lightsteelblue", ax=ax
        )
        return ax

    def to(self, path: str | Path) -> Path:
        """Save the graph as GraphML, for Gephi, yEd or R."""
        import networkx as nx

        nx.write_graphml(self.graph, path)
        return Path(path)

    def _repr_html_(self) -> str:
        return fragment(self.svg())

    def __repr__(self) -> str:
        graph = self.graph
        edges = "\n".join(f"{a} — {b}: {d['both']}" for a, b, d in graph.edges(data=True))
        return f"{len(graph)} codes, {graph.number_of_edges()} pairs\n{edges}"


def _spread(graph: "nx.Graph[str]", group: Sequence[str]) -> Floats:
    """Spread the nodes of one group over the unit square: (n, 2)."""
    import networkx as nx

    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(group)  # in this order: the layout begins at random places, by the order of nodes
    part.add_edges_from(graph.edges(group), pull=PULL)
    place = nx.spring_layout(part, weight="pull", seed=SEED, iterations=200)
    points = np.array([place[node] for node in group])
    span = np.where(np.ptp(points, axis=0) > 0, np.ptp(points, axis=0), 1)
    spread: Floats = (points - points.min(axis=0)) / span
    return spread


def network(case: Reads, *, within: Together, least: int = 1) -> Network:
    """Show codes as a network: joined where they are spoken of together.

    Parameters
    ----------
    within
        Where codes must meet: as in `cooccur`.
    least
        How often two codes must meet to be joined.

    Returns
    -------
    Network
        Shows itself in a notebook; `.graph` is a networkx graph; `.plot()` gives Axes; `.to("codes.graphml")` saves it.

    Notes
    -----
    A line says that two codes are spoken of together: no order, no cause. How near two codes lie says nothing.

    Examples
    --------
    >>> sorted(case.network(within="informant").graph)[:1]
    ['closeness']
    """
    return Network(cooccur(case, within=within), least)
