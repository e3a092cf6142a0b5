"""qualcase: from interview transcripts to conclusions that can be traced back to the words they rest on."""
