namespace Ringback.Workbench.Proofs;

/// <summary>
/// How a proof sheet looks, wherever it is shown: the colours of the console's light page, as paper is white. All of it
/// is inside <c>.proof</c>, so that the page around it keeps its own.
/// </summary>
public static class ProofLook
{
    /// <summary>The styles of a sheet.</summary>
    public const string Style = """
        .proof{--ink:#17211D;--soft:#4F5C56;--line:#CFD6D2;--edge:#7D8A84;--good:#0A6B4B;--care:#8A5000;--stop:#A8281A;
        --p-ui:"Inter","Segoe UI",system-ui,-apple-system,"Noto Sans",sans-serif;
        --p-code:"JetBrains Mono",ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;
        box-sizing:border-box;color-scheme:light;width:210mm;max-width:100%;min-height:297mm;margin:0 auto 8mm;
        padding:11mm 15mm 9mm;background:#fff;color:var(--ink);font:9.5pt/1.45 var(--p-ui);display:grid;gap:3.6mm;
        align-content:start;box-shadow:0 8px 30px rgb(23 33 29/.14)}
        .proof *{box-sizing:border-box}.proof p,.proof dl,.proof dd,.proof ul{margin:0}
        .proof h1{font-size:25pt;line-height:1.1;letter-spacing:-.03em;margin:1.5mm 0 2mm;font-weight:650}
        .proof h2{font-size:10.5pt;line-height:1.3;letter-spacing:0;margin:0 0 1.5mm;font-weight:620;color:var(--ink)}
        .proof header,.proof .hero,.proof .two,.proof .with,.proof .end{display:flex;gap:8mm;
        justify-content:space-between}
        .proof .mark{display:flex;gap:2mm;align-items:center;font-weight:680;font-size:11pt}
        .proof .mark svg{width:7mm;height:7mm}
        .proof .when,.proof .small{color:var(--soft);font-size:8.5pt}.proof .when{text-align:right}
        .proof .verdict{display:flex;gap:2mm;align-items:center;font-weight:620;font-size:11pt;color:var(--tone)}
        .proof .verdict svg{width:5mm;height:5mm;flex:none}.proof .lead{font-size:10.5pt;max-width:118mm}
        .proof .good{--tone:var(--good)}.proof .care{--tone:var(--care)}.proof .stop{--tone:var(--stop)}
        .proof .none{--tone:var(--edge)}.proof .drawing{width:42mm;height:auto;flex:none;align-self:center}
        .proof .two>*{flex:1;min-width:0}
        .proof dl{display:grid;grid-template-columns:27mm minmax(0,1fr);gap:.8mm 4mm}
        .proof dt,.proof th{color:var(--soft)}.proof dd,.proof td{overflow-wrap:anywhere}
        .proof code{font-family:var(--p-code);font-size:.92em;background:none;padding:0}
        .proof .ticks{list-style:none;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:1mm 4mm}
        .proof .ticks li{display:flex;gap:2mm;align-items:flex-start}
        .proof .ticks svg{width:4mm;height:4mm;flex:none;margin-top:.5mm;color:var(--tone)}
        .proof table{border-collapse:collapse;width:100%;font-size:8.5pt}
        .proof td,.proof th{text-align:left;padding:.7mm 3mm .7mm 0;border-top:1px solid var(--line);vertical-align:top;
        font-weight:inherit;background:none}.proof th{border:0}.proof .nowrap{white-space:nowrap;overflow-wrap:normal}
        .proof .hash{font-family:var(--p-code);font-size:6.2pt;line-height:1.5;color:var(--soft)}
        .proof .with{flex-wrap:wrap;gap:2mm 6mm;justify-content:flex-start;align-items:end;font-size:9pt}
        .proof .with span{display:flex;gap:2mm;align-items:center}
        .proof .with i{width:3.6mm;height:3.6mm;border:.35mm solid var(--ink);border-radius:.6mm}
        .proof .with .remarks{flex:1;min-width:40mm;border-bottom:1px solid var(--edge)}
        .proof .end{align-items:end}.proof .end>p{max-width:62mm}
        .proof .label{display:grid;grid-template-columns:24mm minmax(0,1fr);gap:4mm;align-items:center;width:89mm;
        max-width:100%;padding:4mm;border:.3mm dashed var(--edge);border-radius:2mm;flex:none}
        .proof .label b{font-size:12pt}.proof .label p{overflow-wrap:anywhere}.proof .qr{width:24mm;height:24mm}
        @media screen and (max-width:820px){.proof{min-height:0;padding:20px 16px;gap:20px}
        .proof .two,.proof .end{flex-wrap:wrap;gap:20px}.proof .two>*{flex:1 1 100%}.proof .drawing{display:none}
        .proof h1{font-size:20pt}}
        @media print{.proof{width:auto;max-width:none;min-height:0;margin:0;box-shadow:none;break-after:page;
        break-inside:avoid}
        .proof:last-child{break-after:auto}.proof *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    /// <summary>Ringback's own mark.</summary>
    internal const string Mark = "<svg viewBox=\"0 0 32 32\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"30\" "
        + "height=\"30\" rx=\"8\" fill=\"#17211D\"/><path d=\"M9 22.500c-2-4.500-.8-10.500 3.800-13.400l2.900 3.300"
        + "c-1.900 1.300-2.500 3.800-1.500 6l-2.700 4.700z\" fill=\"#fff\"/><path d=\"M18.500 12.700"
        + "a5.200 5.200 0 0 1 2 6.800M20.700 9.300a9.300 9.300 0 0 1 3.500 12\" fill=\"none\" "
        + "stroke=\"#8FD9B6\" stroke-width=\"2.300\" "
        + "stroke-linecap=\"round\"/></svg>";

    /// <summary>A desk phone, with as many line keys as a 7960 or a 7940 has.</summary>
    internal static string Phone(string? model) => "<svg class=\"drawing\" viewBox=\"0 0 120 96\" aria-hidden=\"true\" "
        + "fill=\"none\" "
        + "stroke=\"#17211D\" stroke-width=\"1.9\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path "
        + "d=\"M30 12h76a6 6 0 0 1 6 6l3 60a6 6 0 0 1-6 6H30M30 12v72M8 8h13a4 4 0 0 1 4 4v13a5 5 0 0 1-5 5v36a5 "
        + "5 0 0 1 5 5v13a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V12a4 4 0 0 1 4-4zM10 15h8M10 81h8\"/><rect x=\"37\" y=\"19\" "
        + "width=\"48\" height=\"25\" rx=\"2\" fill=\"#C6D3AE\"/><path d=\"M42 27h28M42 34h18"
        + (model?.StartsWith("7960", StringComparison.Ordinal) == true
            ? "M93 19h8M93 24h8M93 29h8M93 34h8M93 39h8M93 44h8"
            : "M93 24h8M93 34h8")
        + "M39 51h7"
        + "M50 51h7M61 51h7M72 51h7M70 66h14M91 76h14\"/><ellipse cx=\"77\" cy=\"66\" rx=\"7\" ry=\"9\"/><path "
        + "d=\"M41 58h.1M49 58h.1M57 58h.1M41 65h.1M49 65h.1M57 65h.1M41 72h.1M49 72h.1M57 72h.1M94 58h.1M102 58h.1M94 "
        + "66h.1M102 66h.1\" stroke-width=\"3.6\"/></svg>";

    /// <summary>The sign of a state or of a part: shape and colour say the same.</summary>
    /// <param name="sign">Which.</param>
    internal static string Draw(ProofSign sign) => "<svg viewBox=\"0 0 20 20\" aria-hidden=\"true\">" + sign switch
    {
        ProofSign.Proved => "<circle cx=\"8.300\" cy=\"11.300\" r=\"6.800\" fill=\"currentColor\"/><path d=\"M5.200 "
            + "11.500l2.200 2.200 4-4.500\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\"/>"
            + "<path d=\"M13.600 3.200a7.500 7.500 0 0 1 3.500 3.600M15.300.8a10.500 10.500 0 0 1 4.200 4.400\" "
            + "fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.800\" stroke-linecap=\"round\"/>",
        ProofSign.Works => Ring("", "<path d=\"M6.700 10.300l2.300 2.300 4.300-4.800\" fill=\"none\" "
            + "stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\"/>"),
        ProofSign.Open => Ring(" stroke-dasharray=\"2.6 2.9\"", ""),
        ProofSign.Care => "<path d=\"M10 1.800l8.600 15.600H1.400z\" fill=\"currentColor\" stroke=\"currentColor\" "
            + "stroke-width=\"1.600\" stroke-linejoin=\"round\"/><path d=\"M10 7.200v4.600M10 14.700h.1\" "
            + "stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\"/>",
        _ => "<path d=\"M6.400 1.500h7.200l4.900 4.900v7.200l-4.900 4.900H6.400l-4.900-4.900V6.400z\" "
            + "fill=\"currentColor\"/><path d=\"M5.800 10h8.400\" stroke=\"#fff\" stroke-width=\"2.400\"/>",
    } + "</svg>";

    private static string Ring(string dashes, string inside) => "<circle cx=\"10\" cy=\"10\" r=\"7.200\" fill=\"none\" "
        + $"stroke=\"currentColor\" stroke-width=\"2\"{dashes}/>{inside}";
}

/// <summary>A sign on a sheet.</summary>
internal enum ProofSign
{
    /// <summary>It is proved.</summary>
    Proved,

    /// <summary>It works.</summary>
    Works,

    /// <summary>It is open, or was not tried.</summary>
    Open,

    /// <summary>Somebody should look.</summary>
    Care,

    /// <summary>It was refused, or fails.</summary>
    Stop,
}
