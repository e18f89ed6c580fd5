"""Pages written for the tests, and a way to clean one."""

from flows.text.pages import clean_page
from flows.text.records import Article, Document

PARAGRAPHS = (
    "The harbour bridge at Norwick will open to traffic in April, the city council said on Tuesday, two years after"
    " engineers found cracks in three of its piers and closed it overnight.",
    "Repairs cost 41 million pounds, a third more than planned, because divers had to replace the foundations of the"
    " eastern pier by hand, said Amira Holt, who leads the council's transport committee.",
    "“We would rather be late than wrong,” she told reporters at the site, where workers were painting the last of"
    " the railings. “Nobody who crosses it in April will have to think about what is below.”",
    "Shopkeepers on the north bank, who say they lost half of their customers when the bridge was closed, have asked"
    " for help with rent until the summer. The council will vote on that in March.",
    "A ferry that carried commuters in the meantime made its last crossing on Sunday evening, with a brass band on"
    " deck and some three hundred people waving from the quay.",
)
TITLE = "Norwick bridge to open in April after two years of repairs"

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Norwick Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Norwick Courier">
<link rel="canonical" href="https://courier.example/news/bridge">
<meta property="article:published_time" content="2024-02-06T10:30:00+01:00">
<style>.x {{ color: red }}</style><script>var words = "never shown";</script></head>
<body><header class="site-header"><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li>
<li><a href="/s">Sport</a></li><li><a href="/w">Weather</a></li></ul></nav></header>
<main><article class="story"><h1 class="headline">{TITLE}</h1>
<p class="byline">By <a href="/staff/lena">Lena Ortiz</a></p>
<div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
<div class="article-body">{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</div>
<div class="tags"><a href="/t/bridge">bridges</a> <a href="/t/norwick">Norwick</a></div></article>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/1">Ferry makes last crossing</a></li>
<li><a href="/2">Council to vote on rent relief</a></li><li><a href="/3">Five bridges that closed</a></li></ul></aside>
<section class="comments" id="comments"><h3>2 comments</h3><div class="comment"><p>About time too.</p></div>
<div class="comment"><p>My uncle drove the ferry.</p></div></section></main>
<footer class="site-footer"><p>© 2024 Norwick Courier. All rights reserved.</p><a href="/imprint">Imprint</a>
<a href="/privacy">Privacy</a></footer></body></html>"""


def clean(markup: str, **fields: str) -> Article:
    """The article of a page."""
    return clean_page(Document("page.html", markup, "", "text/html", fields=fields))
