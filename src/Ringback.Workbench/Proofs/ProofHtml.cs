using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Ringback.Workbench.Proofs;

/// <summary>
/// Proof sheets as one file of HTML that needs nothing else: a page of A4 or Letter for each phone, in the colours of
/// the console.
/// </summary>
public static class ProofHtml
{
    // More lines would not fit on the page; the rest is counted, and stands in the JSON.
    private const int MostFiles = 14;

    private const string Style = """
        :root{--ink:#17211D;--soft:#4F5C56;--line:#CFD6D2;--edge:#7D8A84;--good:#0A6B4B;--good-wash:#DDF1E7;
        --care:#8A5000;--care-wash:#FBEBCF;--stop:#A8281A;--stop-wash:#FBE3DE;
        --font-ui:"Inter","Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;
        --font-code:"JetBrains Mono",ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
        *{box-sizing:border-box}body{margin:0;background:#EFF1EF;color:var(--ink);font:13px/1.45 var(--font-ui)}
        .sheet{background:#fff;max-width:190mm;margin:8mm auto;padding:10mm 12mm}
        header{display:flex;gap:8mm;align-items:flex-start;justify-content:space-between}
        h1{font-size:24px;line-height:1.25;margin:0 0 2mm}h2{font-size:13px;margin:5mm 0 1.5mm;color:var(--soft)}
        .verdict{display:inline-block;padding:1.5mm 3mm;border-radius:4px;font-weight:620;border:1px solid currentColor}
        .good{color:var(--good);background:var(--good-wash)}.care{color:var(--care);background:var(--care-wash)}
        .stop{color:var(--stop);background:var(--stop-wash)}.qr{width:26mm;height:26mm;flex:none}
        dl{display:grid;grid-template-columns:34mm 1fr;gap:.8mm 4mm;margin:0}dt{color:var(--soft)}dd{margin:0}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        td,th{text-align:left;padding:.9mm 2mm .9mm 0;border-top:1px solid var(--line);vertical-align:top}
        th{color:var(--soft);font-weight:420}code{font-family:var(--font-code);font-size:11px;overflow-wrap:anywhere}
        ul{margin:1mm 0 0;padding-left:5mm}footer{margin-top:5mm;color:var(--soft);font-size:12px}
        @page{margin:10mm}@media print{body{background:#fff;font-size:11px}.sheet{margin:0;padding:0;max-width:none;
        break-after:page;break-inside:avoid}.sheet:last-child{break-after:auto}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

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
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(title)} · Ringback</title>\n<style>{Style}</style>\n")
            .Append("</head>\n<body>\n");
        foreach (ProofSheet sheet in sheets) Sheet(page, sheet);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Sheet(StringBuilder page, ProofSheet sheet)
    {
        string tone = sheet.Verdict.State switch
        {
            ProofState.Proved or ProofState.Registered => "good",
            ProofState.Refused => "stop",
            _ => "care",
        };
        page.Append(CultureInfo.InvariantCulture, $"<main class=\"sheet\">\n<header><div><h1>{Text(Name(sheet))}</h1>")
            .Append(CultureInfo.InvariantCulture,
                $"<span class=\"verdict {tone}\">{Text(Headline(sheet))}</span></div>{Qr(sheet)}</header>\n");
        Facts(page, sheet);
        Reasons(page, sheet);
        Tests(page, sheet);
        Table(page, "Steps", ["step", "done", "shown by"],
            sheet.Steps.Select(s => (string?[])[s.Text, Time(s.DoneAt), s.By]));
        Table(page, "How it showed that it is up", ["message", "last", "name", "load"],
            sheet.Registrations.Select(r => (string?[])[ProofWords.Via(r.Via), Time(r.At), r.Name, r.Load]));
        Table(page, Files(sheet), ["file", "bytes", "times", "end", "authenticity", "SHA-256"],
            sheet.Files.TakeLast(MostFiles).Select(File), codeFrom: 5);
        string made = $"Ringback {Text(sheet.Version)} at {Time(sheet.MadeAt)}";
        page.Append(CultureInfo.InvariantCulture, $"<footer>Made by {made}. ")
            .Append("It says what was seen on the wire, and nothing else.</footer>\n</main>\n");
    }

    private static string Headline(ProofSheet sheet)
    {
        string rang = sheet.Rang ? " · it rang" : "";
        string sure = sheet.Verdict.Confidence.ToString().ToLowerInvariant();
        return $"{ProofWords.State(sheet.Verdict.State)}, {sure}{rang}";
    }

    private static void Facts(StringBuilder page, ProofSheet sheet)
    {
        page.Append("<h2>Phone</h2>\n<dl>");
        Fact(page, "MAC address", $"{sheet.Mac}");
        Fact(page, "Model", sheet.Model ?? "not known");
        Fact(page, "Serial number", sheet.Serial ?? "could not be read");
        Fact(page, "Ran before", sheet.LoadBefore ?? "not known");
        Fact(page, "Runs", sheet.LoadAfter ?? "not known");
        if (sheet.Target is not null) Fact(page, "Wanted", sheet.Target);
        Fact(page, "Speaks", sheet.Protocol?.ToString().ToUpperInvariant() ?? "nothing here yet");
        if (sheet.Seconds is { } seconds)
            Fact(page, "Took", Invariant($"{(int)seconds / 60} min {(int)seconds % 60:00} s"));
        Fact(page, "Sent again", Invariant($"{sheet.Retries} times"));
        page.Append("</dl>\n");
    }

    private static void Fact(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd><code>{Text(value)}</code></dd>");

    private static void Reasons(StringBuilder page, ProofSheet sheet)
    {
        page.Append("<h2>Why</h2>\n<ul>");
        foreach (string reason in sheet.Verdict.Reasons)
            page.Append(CultureInfo.InvariantCulture, $"<li>{Text(reason)}</li>");
        page.Append("</ul>\n");
        if (sheet.Verdict.Advice is { } advice)
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(advice)}.</p>\n");
    }

    private static void Tests(StringBuilder page, ProofSheet sheet)
    {
        if (sheet.BenchTest is not { } test)
        {
            page.Append("<h2>Bench test</h2>\n<p>Not tested.</p>\n");
            return;
        }

        string title = string.Create(CultureInfo.InvariantCulture,
            $"Bench test: {ProofWords.Test(test)}, {test.Seconds:0} s, {Time(test.At)}");
        Table(page, title, ["part", "", "how that is known"], test.Parts.Select(
            p => (string?[])[ProofWords.Part(p.Part), ProofWords.Outcome(p.Outcome), p.Detail]));
    }

    private static string Files(ProofSheet sheet) => sheet.Files.Count <= MostFiles
        ? "What it got"
        : $"What it got: the last {MostFiles} of {sheet.Files.Count} files";

    private static string?[] File(ProofFile file) =>
    [
        file.Name, file.Bytes?.ToString("N0", CultureInfo.InvariantCulture),
        file.Times.ToString(CultureInfo.InvariantCulture), file.Outcome?.ToString().ToLowerInvariant(),
        file.Authenticity, file.Sha256,
    ];

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string?[]> rows,
        int codeFrom = int.MaxValue)
    {
        string?[][] all = [.. rows];
        if (all.Length == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n<table><tr>");
        foreach (string head in heads) page.Append(CultureInfo.InvariantCulture, $"<th>{head}</th>");
        page.Append("</tr>\n");
        foreach (string?[] row in all)
        {
            page.Append("<tr>");
            for (int i = 0; i < row.Length; i++)
            {
                string cell = Text(row[i] ?? "");
                page.Append(i >= codeFrom ? $"<td><code>{cell}</code></td>" : $"<td>{cell}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static string Qr(ProofSheet sheet)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(sheet.Label, QRCodeGenerator.ECCLevel.M);
        // Its margin is in it.
        int size = code.ModuleMatrix.Count;
        StringBuilder path = new();
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return $"<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{Text(sheet.Label)}\">"
            + $"<rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#17211D\"/></svg>";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Name(ProofSheet sheet) => $"{sheet.Model ?? "Phone"} {sheet.Mac}";

    private static string Time(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What phones and files say of themselves is text and never a tag.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
