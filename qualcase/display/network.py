"""Codes as a network of what is said together."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcase._kernel.optional import require
from qualcase.model.protocols import Reads
from qualcase.reduce.cooccur import Cooccurrence, Together, cooccur
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.svg import network_svg

if TYPE_CHECKING:
    import networkx as nx

SEED = 1  # of the layout: the same case gives the same picture


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Codes that meet, as a graph. Nodes carry `label`, `codings`, `voices`; edges `both`, `jaccard`, `ids`."""

    pairs: Cooccurrence
    least: int

    @property
    def graph(self) -> "nx.Graph[str]":
        """A fresh networkx graph."""
        import networkx as nx

        snapshot, evidence = self.pairs.snapshot, self.pairs.evidence
        graph: nx.Graph[str] = nx.Graph()
        code = snapshot.codings.code[evidence.coding]
        for number in np.unique(code):
            here = code == number
            graph.add_node(
                snapshot.codes[number].name, label=snapshot.name("code", snapshot.codes[number].name),
                codings=int(np.unique(evidence.coding[here]).size), voices=int(np.unique(evidence.voice[here]).size),
            )  # fmt: skip
        data = self.pairs.data
        for a, b, both, jaccard in zip(data["a"], data["b"], data["both"], data["jaccard"], strict=True):
            if both >= self.least:
                ids = " ".join(sorted(self.pairs.quotes(a, b).ids))
                graph.add_edge(a, b, both=int(both), jaccard=float(jaccard), ids=ids)
        return graph

    def layout(self) -> dict[str, tuple[float, float]]:
        """Give each node its place, x and y from 0 to 1: the same for the same case."""
        import networkx as nx

        graph = self.graph
        if not len(graph):
            return {}
        place = nx.spring_layout(graph, weight="both", seed=SEED, iterations=200)
        points = np.array([place[node] for node in graph])
        span = np.where(np.ptp(points, axis=0) > 0, np.ptp(points, axis=0), 1)
        scaled = (points - points.min(axis=0)) / span
        return {node: (float(x), float(y)) for node, (x, y) in zip(graph, scaled, strict=True)}

    def svg(self, *, lang: str = "") -> str:
        """Draw it as SVG."""
        graph, place = self.graph, self.layout()
        snapshot = self.pairs.snapshot
        lang = lang or snapshot.lang
        order = {name: n for n, name in enumerate(graph)}
        nodes = [
            (*place[name], graph.nodes[name]["voices"], snapshot.name("code", name, lang), snapshot.code_number(name))
            for name in graph
        ]
        edges = [(order[a], order[b], d["both"], str(d["both"])) for a, b, d in graph.edges(data=True)]
        return network_svg(nodes, edges, title=label("network.title", lang), lang=lang)

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
        Shows itself in a notebook; `.graph` is a networkx graph; `.plot()` gives matplotlib Axes; `.to("codes.graphml")`.

    Notes
    -----
    A line says that two codes are spoken of together: no order, no cause.

    Examples
    --------
    >>> sorted(case.network(within="informant").graph)[:1]
    ['commitment']
    """
    return Network(cooccur(case, within=within), least)
