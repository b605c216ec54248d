using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>Checks values against the firmware's own key table (sources.md 7940-7960 §6.2).</summary>
internal static class CnfValueLint
{
    // Longer line passwords fail for some and work for others: §4.1 has both reports.
    private const string Unverified = " This limit is from users' reports and is not verified.";

    internal static void Check(LintSheet sheet, CnfAssignment assignment, int keyAt)
    {
        (string name, string value, _) = assignment.Said;
        if (ConfigurationTables.BuiltIn.FindKey(name) is not { } key)
        {
            sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Info, keyAt,
                $"{VisibleText.Show(name, 40)} is in the key table of neither SIP 7.5 nor SIP 8.12; the phone passes "
                    + "over it.",
                "Compare the spelling with a sample file, or leave it: it does no harm.");
            return;
        }

        if (key.System)
        {
            sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Info, keyAt,
                $"{name} is set at the phone and not by a file; the phone may refuse the line.",
                "Take the line out.");
            return;
        }

        if (value.Length == 0 || Placeholder.Note(sheet, name, value, assignment.Start)) return;
        if (key.Longest is { } longest && Characters(sheet, value) > longest)
        {
            TooLong(sheet, key, assignment, longest);
            return;
        }

        if (Expected(key, value) is not { } expected) return;
        sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, assignment.Start,
            $"{name} is {VisibleText.Show(value, 40)}; the phone takes {expected}, and else keeps what it had.",
            key.Default is null ? "Write one of those." : $"Write one of those; without the line it is {key.Default}.");
    }

    private static void TooLong(LintSheet sheet, SipKey key, CnfAssignment assignment, int longest)
    {
        int length = Characters(sheet, assignment.Said.Value);
        string code = key.Password ? ProblemCode.PasswordTooLong : ProblemCode.ValueTooLong;
        ProblemSeverity severity = key.Password switch
        {
            // Reports on secrets of 32 characters contradict each other (7940-7960 §4.1); none speaks of longer ones.
            true when !key.Unverified || length > longest + 1 => ProblemSeverity.Error,
            false when key.Unverified => ProblemSeverity.Info,
            _ => ProblemSeverity.Warning,
        };
        sheet.Add(code, severity, assignment.Start + longest,
            $"{assignment.Said.Key} has {length} characters; the phone keeps {longest}."
                + (key.Unverified ? Unverified : ""),
            key.Password
                ? $"Choose a password of at most {longest} characters, here and on the server."
                : $"Shorten it to {longest} characters.");
    }

    // A value in UTF-8 has more bytes than characters; the phone counts bytes, as does this.
    private static int Characters(LintSheet sheet, string value) =>
        sheet.File.Form is TextForm.Bytes ? value.Length : new StringInfo(value).LengthInTextElements;

    private static string? Expected(SipKey key, string value) => key.Kind switch
    {
        "number" when !IsNumber(key, value) => (key.Lowest, key.Highest) switch
        {
            ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}"),
            _ => "a number",
        },
        "word" when !key.Words!.Contains(value, StringComparer.OrdinalIgnoreCase) => string.Join(", ", key.Words!),
        "address" when !IsAddress(value) => "an address such as 192.0.2.1",
        _ => null,
    };

    private static bool IsNumber(SipKey key, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && number >= (key.Lowest ?? 0) && number <= (key.Highest ?? long.MaxValue);

    // Samples leave dyn_ keys empty or as UNPROVISIONED.
    private static bool IsAddress(string value) =>
        value.Equals("UNPROVISIONED", StringComparison.OrdinalIgnoreCase)
        || (value.Count(c => c == '.') == 3
            && IPAddress.TryParse(value, out IPAddress? address)
            && address.AddressFamily is AddressFamily.InterNetwork);
}
