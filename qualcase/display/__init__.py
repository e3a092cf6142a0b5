"""Stage 4: role_ordered, conceptually_clustered, checklist, highlight, heatmap, network."""
