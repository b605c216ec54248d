using System.Globalization;
using System.Net;
using System.Text;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Proofs;

/// <summary>
/// Proof sheets as HTML: one file that needs nothing else, a page of A4 or Letter for each phone; and a single sheet as
/// the console shows it.
/// </summary>
public static class ProofHtml
{
    // More lines would not fit on the page; the rest is counted, and stands in the JSON.
    private const int MostFiles = 10;

    private const string Page = "body{margin:0;padding:8mm 0;background:#EFF1EF}@page{margin:0}"
        + "@media print{body{padding:0;background:#fff}}";

    /// <summary>Writes the sheets.</summary>
    public static string Write(IReadOnlyList<ProofSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        string title = sheets is [var only] ? $"Proof sheet, {Name(only)}" : $"Proof sheets of {sheets.Count} phones";
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                + "'unsafe-inline'; img-src data:\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(title)} · Ringback</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<style>{ProofLook.Style}{Page}</style>\n</head>\n<body>\n");
        foreach (ProofSheet sheet in sheets)
            page.Append("<main class=\"sheet\">").Append(Article(sheet)).Append("</main>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>One sheet, to stand inside a page that has <see cref="ProofLook.Style"/>.</summary>
    public static string Article(ProofSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        StringBuilder page = new();
        page.Append("<article class=\"proof\">\n");
        Head(page, sheet);
        page.Append(sheet.BenchTest is null ? "" : "<div class=\"two\">");
        Facts(page, sheet);
        if (sheet.BenchTest is { } test) Tests(page, test);
        page.Append(sheet.BenchTest is null ? "" : "</div>\n");
        Table(page, "What was done", ["Time", "Step", "Shown by", "Took"], Steps(sheet));
        Table(page, "How it showed that it is up", ["Time", "Message", "Name", "Load"],
            sheet.Registrations.Where(_ => sheet.Registrations.Count > 1).Select(r => (string[])
                [Cell(Time(r.At), "nowrap"), Cell(ProofWords.Via(r.Via)), Code(r.Name), Code(r.Load)]));
        Table(page, "What else speaks for it", ["Time", "Evidence", "For this load"],
            sheet.Evidence.Select(e => (string[])
                [Cell(Time(e.At), "nowrap"), Cell(e.Text), Cell(e.Confidence.ToString().ToLowerInvariant())]));
        Table(page, Files(sheet), ["File", "Bytes", "Signature", "SHA-256"],
            sheet.Files.TakeLast(MostFiles).Select(File));
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"small\">{Again(sheet.Retries)} Times are UTC. ")
            .Append("The sheet says what was seen on the wire; no password and no content of a file is on it.</p>\n")
            .Append("<div class=\"with\"><b>With it</b>");
        foreach (string thing in (string[])["handset and cord", "stand", "power brick", "network cable"])
            page.Append(CultureInfo.InvariantCulture, $"<span><i></i>{thing}</span>");
        page.Append("<span class=\"remarks\">Remarks</span></div>\n");
        Label(page, sheet);
        return page.Append("</article>\n").ToString();
    }

    private static void Head(StringBuilder page, ProofSheet sheet)
    {
        (string tone, ProofSign sign) = sheet.Verdict.State switch
        {
            _ when sheet.IsPractice => ("care", ProofSign.Works),
            ProofState.Proved => ("good", ProofSign.Proved),
            ProofState.Registered => ("good", ProofSign.Works),
            ProofState.Refused => ("stop", ProofSign.Stop),
            ProofState.UnderWay or ProofState.Seen => ("care", ProofSign.Open),
            _ => ("care", ProofSign.Care),
        };
        string made = sheet.MadeAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        bool isBox = sheet.Family?.StartsWith("ata", StringComparison.OrdinalIgnoreCase) == true;
        page.Append(CultureInfo.InvariantCulture, $"<header><p class=\"mark\">{ProofLook.Mark}Ringback</p>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"when\">Proof sheet {made} UTC<br>Ringback ")
            .Append(CultureInfo.InvariantCulture, $"{Text(sheet.Version)}</p></header>\n")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"hero\"><div><p class=\"verdict {tone}\">")
            .Append(CultureInfo.InvariantCulture, $"{ProofLook.Draw(sign)}<span>{Text(Headline(sheet))}</span></p>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Text(ProofWords.Title(sheet))}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{Lead(sheet)}</p></div>")
            .Append(CultureInfo.InvariantCulture, $"{(isBox ? "" : ProofLook.Phone(sheet.Model))}</div>\n");
    }

    /// <summary>The load stands in its own type.</summary>
    private static string Lead(ProofSheet sheet)
    {
        string because = Text(ProofWords.Because(sheet));
        return sheet.LoadAfter is { } load
            ? because.Replace(Text(load), $"<code>{Text(load)}</code>", StringComparison.Ordinal)
            : because;
    }

    private static string Headline(ProofSheet sheet)
    {
        if (sheet.IsPractice) return "Practice: no proof of a phone";
        string state = ProofWords.State(sheet.Verdict.State);
        string sure = sheet.Verdict.Confidence.ToString().ToLowerInvariant();
        return $"{char.ToUpperInvariant(state[0])}{state[1..]}, {sure}{(sheet.Rang ? ", and it rang" : "")}";
    }

    private static void Facts(StringBuilder page, ProofSheet sheet)
    {
        page.Append("<section><h2>The phone</h2><dl>");
        Fact(page, "Model", sheet.Model ?? "not known");
        Fact(page, "MAC address", $"{sheet.Mac}", isCode: true);
        Fact(page, "Serial number", sheet.Serial ?? "could not be read", sheet.Serial is not null);
        Fact(page, "Before", sheet.LoadBefore ?? "not known", sheet.LoadBefore is not null);
        Fact(page, "Now", sheet.LoadAfter ?? "not known", sheet.LoadAfter is not null);
        if (sheet.Target is { } target && target != sheet.LoadAfter) Fact(page, "Wanted", target, isCode: true);
        Fact(page, "Speaks", sheet.Protocol?.ToString().ToUpperInvariant() ?? "nothing here yet");
        if (sheet.Registrations is [var only])
            Fact(page, "Registered", $"{ProofWords.Via(only.Via)}, {Time(only.At)}");
        if (sheet.OwnWords is { } words) Fact(page, "In its own words", words, isCode: true);
        if (sheet.Seconds is { } seconds) Fact(page, "Took", ProofWords.Span(TimeSpan.FromSeconds(seconds)));
        if (sheet.BenchTest is null) Fact(page, "Bench test", "not tested");
        page.Append("</dl></section>\n");
    }

    private static void Fact(StringBuilder page, string name, string value, bool isCode = false) =>
        page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{(isCode ? "<code>" : "")}{Text(value)}")
            .Append(isCode ? "</code></dd>" : "</dd>");

    private static IEnumerable<string[]> Steps(ProofSheet sheet)
    {
        DateTimeOffset? before = sheet.BegunAt;
        foreach (ProofStep step in sheet.Steps)
        {
            string took = step.DoneAt - before is { Ticks: > 0 } span ? ProofWords.Span(span) : "";
            yield return [Cell(Time(step.DoneAt), "nowrap"), Cell(step.Text), Cell(step.By), Cell(took, "nowrap")];
            before = step.DoneAt ?? before;
        }
    }

    private static void Tests(StringBuilder page, BenchTested test)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>Bench test: {ProofWords.Test(test)}</h2>")
            .Append("<ul class=\"ticks\">");
        foreach (BenchTestResult part in test.Parts)
        {
            (string tone, ProofSign sign) = part.Outcome switch
            {
                BenchTestOutcome.Passed => ("good", ProofSign.Works),
                BenchTestOutcome.Failed => ("care", ProofSign.Care),
                _ => ("none", ProofSign.Open),
            };
            string outcome = part.Outcome is BenchTestOutcome.Passed ? "" : ": " + ProofWords.Outcome(part.Outcome);
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{tone}\">{ProofLook.Draw(sign)}")
                .Append(CultureInfo.InvariantCulture, $"<span>{ProofWords.Part(part.Part)}{outcome}</span></li>");
        }

        page.Append(CultureInfo.InvariantCulture,
            $"</ul><p class=\"small\">{test.Seconds:0} s, {Time(test.At)}</p></section>\n");
    }

    private static void Label(StringBuilder page, ProofSheet sheet)
    {
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"end\"><div class=\"label\">")
            .Append(ProofCode.Draw(sheet.Label))
            .Append(CultureInfo.InvariantCulture, $"<p><b>{Text(sheet.Model ?? "Phone")} · ")
            .Append(CultureInfo.InvariantCulture, $"{sheet.Mac.ToString()[^4..]}</b><br>")
            .Append(CultureInfo.InvariantCulture, $"<code>{Text(sheet.LoadAfter ?? "load not known")}</code><br>")
            .Append(sheet.IsPractice ? "practice, no proof" : ProofWords.State(sheet.Verdict.State))
            .Append(sheet.Registrations.MaxBy(r => r.At) is { } up ? " " + ProofWords.Day(up.At) : "")
            .Append(sheet.Rang ? ", it rang" : "")
            .Append("</p></div><p class=\"small\">Cut out the label and put it on the phone. The code holds model, ")
            .Append("address, load and state, as plain text.</p></div>\n");
    }

    private static string Again(int retries) => retries switch
    {
        0 => "Nothing was sent again.",
        1 => "Once something was sent again.",
        _ => Invariant($"{retries} times something was sent again."),
    };

    private static string Files(ProofSheet sheet) => sheet.Files.Count <= MostFiles
        ? "What it was given"
        : $"What it was given: the last {MostFiles} of {sheet.Files.Count} files";

    private static string[] File(ProofFile file)
    {
        string times = file.Times > 1 ? Invariant($" ×{file.Times}") : "";
        string end = file.Outcome is null or TransferOutcome.Delivered or TransferOutcome.Unconfirmed
            ? ""
            : ", " + file.Outcome.Value.ToString().ToLowerInvariant();
        return
        [
            $"<td><code>{Text(file.Name)}</code>{times}{end}</td>",
            Cell(file.Bytes?.ToString("N0", CultureInfo.InvariantCulture), "nowrap"),
            Cell(file.Authenticity ?? Unknown(file)),
            file.Sha256 is { } hash
                ? Cell(hash, "hash")
                : Cell("not worked out", "small"),
        ];
    }

    private static string Unknown(ProofFile file) =>
        RequestedFile.Recognise(file.Name).IsFirmware ? "not known" : "not signed";

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        if (all.Length == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Text(title)}</h2><table><thead><tr>");
        foreach (string head in heads) page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{head}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (string[] row in all) page.Append("<tr>").AppendJoin("", row).Append("</tr>\n");
        page.Append("</tbody></table></section>\n");
    }

    private static string Cell(string? text, string? look = null) =>
        look is null ? $"<td>{Text(text ?? "")}</td>" : $"<td class=\"{look}\">{Text(text ?? "")}</td>";

    private static string Code(string? text) => $"<td><code>{Text(text ?? "")}</code></td>";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Name(ProofSheet sheet) => $"{sheet.Model ?? "Phone"} {sheet.Mac}";

    private static string Time(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What phones and files say of themselves is text and never a tag.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
