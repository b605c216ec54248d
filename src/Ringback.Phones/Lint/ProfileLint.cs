using Ringback.Phones.Configuration;
using Ringback.Phones.Firmware;

namespace Ringback.Phones.Lint;

/// <summary>
/// Checks the text of a profile for 7905, 7912 and ATA: <c>#txt</c>, <c>name:value</c>, <c>include:file</c> (field
/// guide other-phones §1.4–1.6).
/// </summary>
internal static class ProfileLint
{
    private const string UpgradeCode = "upgradecode";
    private const int UpgradeCodeFields = 8;

    internal static void Check(LintSheet sheet)
    {
        string text = sheet.Text;
        for (int start = 0; start < text.Length;)
        {
            int end = LineEnds.EndOfLine(text, start);
            CheckLine(sheet, start, end);
            start = end + LineEnds.LengthAt(text, end);
        }
    }

    private static void CheckLine(LintSheet sheet, int start, int end)
    {
        ReadOnlySpan<char> line = sheet.Text.AsSpan(start, end - start);
        ReadOnlySpan<char> trimmed = line.Trim();
        if (trimmed.IsEmpty || trimmed[0] == '#') return;
        int colon = line.IndexOf(':');
        if (colon < 0 || line[..colon].Trim().IsEmpty)
        {
            int equals = line.IndexOf('=');
            sheet.Add(LintCode.BadLine, ProblemSeverity.Error, start + Math.Max(equals, 0),
                $"\"{VisibleText.Show(line[..Math.Min(line.Length, 60)].ToString())}\" is not name:value.",
                "Write the name, a colon and the value, or begin the line with # to make it a comment.",
                equals > 0 ? new Splice(start + equals, 1, ":") : null);
            return;
        }

        if (!line[..colon].Trim().Equals(UpgradeCode, StringComparison.OrdinalIgnoreCase)) return;
        int fields = line[(colon + 1)..].Count(',') + 1;
        ReadOnlySpan<char> value = line[(colon + 1)..].Trim();
        bool none = value is "0" || value.Equals("none", StringComparison.OrdinalIgnoreCase);
        if (none || fields == UpgradeCodeFields) return;
        sheet.Add(LintCode.BadValue, ProblemSeverity.Error, start + colon + 1,
            $"{UpgradeCode} has {fields} fields and needs {UpgradeCodeFields}: type, hardware, two numbers, TFTP "
                + "address, port, image id, file.",
            "Write for example 3,0x601,0x0400,0x0100,0.0.0.0,69,0x060111a,FILE.");
    }
}
