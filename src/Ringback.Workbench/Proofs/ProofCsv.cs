using System.Globalization;
using CsvHelper;

namespace Ringback.Workbench.Proofs;

/// <summary>Proof sheets as a table, one line for each phone, for whoever keeps stock.</summary>
public static class ProofCsv
{
    /// <summary>Writes the table.</summary>
    public static string Write(IEnumerable<ProofSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using CsvWriter csv = new(text, CultureInfo.InvariantCulture);
        foreach (string title in (string[])["mac", "model", "serial", "state", "confidence", "load before",
            "load after", "protocol", "seconds", "retries", "rang", "bench test", "made", "ringback"])
            csv.WriteField(title);
        csv.NextRecord();
        foreach (ProofSheet sheet in sheets)
        {
            foreach (string? field in (string?[])
            [
                $"{sheet.Mac}", sheet.Model, sheet.Serial, ProofWords.State(sheet.Verdict.State),
                sheet.Verdict.Confidence.ToString().ToLowerInvariant(), sheet.LoadBefore, sheet.LoadAfter,
                sheet.Protocol?.ToString().ToUpperInvariant(),
                sheet.Seconds?.ToString("0", CultureInfo.InvariantCulture),
                sheet.Retries.ToString(CultureInfo.InvariantCulture), sheet.Rang ? "yes" : "no",
                ProofWords.Test(sheet.BenchTest), sheet.MadeAt.ToString("u", CultureInfo.InvariantCulture),
                sheet.Version,
            ]) csv.WriteField(Safe(field));
            csv.NextRecord();
        }

        csv.Flush();
        return text.ToString();
    }

    // A spreadsheet takes what begins so for a formula, and a phone may say of itself what it likes.
    private static string? Safe(string? field) =>
        field is { Length: > 0 } && (field[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + field : field;
}
