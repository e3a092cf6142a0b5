"""Texts that formats like to take for something else."""

HOSTILE = (
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "http://example.org/?a=1&b=2",
    "& % $ # _ { } ~ ^ \\", "\\input{x} \\end{longtable}", "[1cm] *bintang*", "'' `` -- --- ,,", "مرحبا بالعالم שלום",
    "😀👩‍👩‍👧", "baris satu\nbaris dua", "satu\tdua", "_x000B_", "a]]>b", "&amp;&#65;", "  dua spasi  ",
    '"kutip", ; koma', "--", "0", "?", "",
)  # fmt: skip
