using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Observation.Explaining;

namespace Ringback.Workbench.Contract;

/// <summary>An explanation as a page of its own: one file, nothing fetched, good to print and to send.</summary>
public static class ExplainReport
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
        body{color:#1b1b1b;background:#fff}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .25rem}
        .fault h2{color:#a4161a}.attention h2{color:#8a5a00}.healthy h2{color:#1b6b3a}
        .box{border:1px solid #bbb;border-left:.4rem solid #888;border-radius:.3rem;padding:.6rem 1rem;margin:.75rem 0}
        .error{border-left-color:#a4161a}.warning{border-left-color:#d08700}.info{border-left-color:#3a6ea5}
        .code,.do{font-weight:600}
        pre{background:#f4f4f4;padding:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}
        ul{padding-left:1.2rem}.small{color:#555;font-size:.9rem}
        @media (prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}pre{background:#242424}
        .small{color:#aaa}
        .fault h2{color:#ff7b7f}.attention h2{color:#f0b64a}.healthy h2{color:#6fd39a}.box{border-color:#555}}
        """;

    /// <summary>The page.</summary>
    /// <param name="told">What it says.</param>
    /// <param name="version">The program's version.</param>
    public static string Html(ToldExplanation told, string version)
    {
        ArgumentNullException.ThrowIfNull(told);
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<title>What the log tells</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<style>")
            .Append(Style).Append("</style></head>\n<body>\n<h1>What the log tells</h1>\n");
        foreach (string file in told.Files) page.Append("<p class=\"small\">").Append(Text(file)).Append("</p>\n");
        foreach (ToldPhone phone in told.Phones.OrderByDescending(p => p.Verdict)) Add(page, phone);
        if (told.Others.Count > 0)
            page.Append("<h2>Other machines</h2>\n<ul>").Append(Items(told.Others)).Append("</ul>\n");
        foreach (string note in told.Notes) page.Append("<p>").Append(Text(note)).Append("</p>\n");
        return page.Append(CultureInfo.InvariantCulture,
            $"<p class=\"small\">Ringback {Text(version)}</p>\n</body></html>\n").ToString();
    }

    private static void Add(StringBuilder page, ToldPhone phone)
    {
        page.Append("<section class=\"").Append(phone.Verdict.ToString().ToLowerInvariant()).Append("\">\n<h2>")
            .Append(Text(phone.Title)).Append("</h2>\n<p>").Append(Text(char.ToUpperInvariant(phone.Sentence[0])
                + phone.Sentence[1..])).Append(".</p>\n");
        foreach (ToldFinding finding in phone.Findings)
        {
            Problem problem = finding.Problem;
            string severity = problem.Severity.ToString().ToLowerInvariant();
            page.Append("<div class=\"box ").Append(severity).Append("\"><p class=\"code\">")
                .Append(Text($"{problem.Code} ({problem.Confidence.ToString().ToLowerInvariant()})"))
                .Append("</p>\n<p>").Append(Text(problem.Message)).Append("</p>\n");
            if (finding.Quotes.Count > 0)
            {
                page.Append("<pre>").AppendJoin('\n', finding.Quotes.Select(q =>
                    Text(q.Words is null ? q.Place : $"{q.Place}: {q.Words}"))).Append("</pre>\n");
            }

            if (problem.Advice.Length > 0)
                page.Append("<p class=\"do\">").Append(Text(problem.Advice)).Append("</p>\n");
            page.Append("</div>\n");
        }

        if (phone.Boots.Count > 0)
        {
            page.Append("<p class=\"small\">Its last starts:</p>\n<ul>")
                .Append(Items(phone.Boots.Select(b => b + "."))).Append("</ul>\n");
        }

        if (phone.NotShown.Count > 0)
            page.Append("<p class=\"small\">Not shown:</p>\n<ul>").Append(Items(phone.NotShown)).Append("</ul>\n");
        page.Append("</section>\n");
    }

    private static string Items(IEnumerable<string> texts) =>
        string.Concat(texts.Select(t => $"<li>{Text(t)}</li>\n"));

    private static string Text(string text) => WebUtility.HtmlEncode(VisibleText.Line(text));
}
