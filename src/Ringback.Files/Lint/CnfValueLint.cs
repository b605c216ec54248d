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

    internal static void Check(LintContext sheet, CnfAssignment assignment, int keyAt)
    {
        (string name, string value, _) = assignment.Said;
        if (IsIgnored(name))
        {
            sheet.Add(ProblemCode.ConfigIgnoredKey, ProblemSeverity.Info, keyAt,
                $"The phone passes over {name} in a file: it can be set at the phone only.",
                "Leave it, or take it out.");
            return;
        }

        if (ConfigurationTables.BuiltIn.FindKey(name) is not { } key)
        {
            if (Meant(name) is { } meant)
            {
                sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Warning, keyAt,
                    $"{VisibleText.Show(name, 40)} is no key, so the phone passes over the line; {meant} is one.",
                    $"Did you mean {meant}?", new Splice(keyAt, name.Length, meant));
                return;
            }

            sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Info, keyAt,
                $"{VisibleText.Show(name, 40)} is in the key table of neither SIP 7.5 nor SIP 8.12; the phone passes "
                    + "over it.",
                "Compare the spelling with a sample file, or leave it: it does no harm.");
            return;
        }

        if (key.System)
        {
            System(sheet, name, keyAt);
            return;
        }

        if (value.Length == 0 || Placeholder.Note(sheet, name, value, assignment.Start)) return;
        if (key.Longest is { } longest && Characters(sheet, value) > longest)
        {
            TooLong(sheet, key, assignment, longest);
            return;
        }

        if (IsHost(name) && HostWords.Objection(value) is { } objection)
        {
            sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, assignment.Start,
                $"{name} is {VisibleText.Show(value, 40)}: it has {objection}.",
                "Write the bare address or name.",
                HostWords.Bare(value) is { } bare ? new Splice(assignment.Start, assignment.Length, bare) : null);
            return;
        }

        if (Expected(key, value) is not { } expected) return;
        bool isTakenAsItIs = key.Kind == "number" && value.All(char.IsAsciiDigit);
        sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, assignment.Start,
            $"{name} is {VisibleText.Show(value, 40)}; the phone wants {expected}"
                + (isTakenAsItIs ? " and takes this as it is: nothing checks it." : ", and else keeps what it had."),
            key.Default is null ? "Write one of those." : $"Write one of those; without the line it is {key.Default}.");
    }

    // l and O for 1 and 0, and a dash for the underscore: no key has the one where another has the other.
    private static string? Meant(string name)
    {
        if (name.Length > LongestKey) return null;
        string mended = name.Replace('l', '1').Replace('O', '0');
        for (int at = 0; at < name.Length; at++)
        {
            if (name[at] == mended[at]) continue;
            string one = string.Concat(name.AsSpan(0, at), mended.AsSpan(at, 1), name.AsSpan(at + 1));
            if (ConfigurationTables.BuiltIn.FindKey(one) is not null) return one;
        }

        return null;
    }

    private static bool IsHost(string name) =>
        name.EndsWith("_address", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_addr", StringComparison.OrdinalIgnoreCase)
        || name.Equals("sntp_server", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("proxy_backup", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("_port",
            StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("proxy_emergency", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("_port",
            StringComparison.OrdinalIgnoreCase)
        || name.Equals("outbound_proxy", StringComparison.OrdinalIgnoreCase);

    private static bool IsIgnored(string name) => name.ToLowerInvariant() is "cfwd_url" or "mwi_status" or "auto_answer"
        || name.StartsWith("speed_line", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("speed_label", StringComparison.OrdinalIgnoreCase);

    private static readonly string[] CrashKeys = ["my_mac_addr", "Oper_Vlan"];

    // No key of the table is longer than 30 characters, and a file may have a line of any length.
    private const int LongestKey = 40;

    // Volumes and the ringing tone do nobody harm.
    private static readonly string[] HarmlessKeys =
        ["headVol", "handVol", "speakVol", "ringVol", "rngType", "contrast", "FirmLoadID", "DSPLoadID"];

    private static void System(LintContext sheet, string name, int keyAt)
    {
        const string advice = "Take the line out; it is set at the phone.";
        if (CrashKeys.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            sheet.Add(ProblemCode.ConfigCrashKey, ProblemSeverity.Error, keyAt,
                $"{name} in a file makes the phone crash at every start.", advice);
        }
        else if (HarmlessKeys.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            sheet.Add(ProblemCode.ConfigIgnoredKey, ProblemSeverity.Info, keyAt,
                $"{name} is the phone's own and has no place in a file.", advice);
        }
        else
        {
            sheet.Add(ProblemCode.ConfigSystemKey, ProblemSeverity.Error, keyAt,
                $"{name} belongs to the phone's own network settings. The phone obeys it, and may cut itself off.",
                advice);
        }
    }

    private static void TooLong(LintContext sheet, SipKey key, CnfAssignment assignment, int longest)
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
            $"{assignment.Said.Key} has {length} characters and may have {longest}: the phone refuses it and keeps "
                + "the old value."
                + (key.Unverified ? Unverified : ""),
            key.Password
                ? $"Choose a password of at most {longest} characters, here and on the server."
                : $"Shorten it to {longest} characters.");
    }

    // A value in UTF-8 has more bytes than characters; the phone counts bytes, as does this.
    private static int Characters(LintContext sheet, string value) =>
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
