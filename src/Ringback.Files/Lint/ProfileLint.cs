using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Profiles;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>
/// Checks the text of a profile for 7905, 7912 and ATA: <c>#txt</c>, <c>name:value</c>, <c>include:file</c> (field
/// guide other-phones §1.4–1.6).
/// </summary>
internal static class ProfileLint
{
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
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, start + Math.Max(equals, 0),
                $"\"{VisibleText.Show(line[..Math.Min(line.Length, 60)].ToString())}\" is not name:value.",
                "Write the name, a colon and the value, or begin the line with # to make it a comment.",
                equals > 0 ? new Splice(start + equals, 1, ":") : null);
            return;
        }

        ProfileSetting setting = new("", 0, line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString());
        if (setting.Name.Equals("include", StringComparison.OrdinalIgnoreCase)) return;
        CheckValue(sheet, setting, start, start + colon + 1);
    }

    private static void CheckValue(LintSheet sheet, ProfileSetting setting, int name, int value)
    {
        ProfileTags tags = ProfileTags.BuiltIn;
        bool isUpgrade = UpgradeEntry.IsOne(setting.Name, out _);
        if (!isUpgrade && tags.Find(setting.Name) is null && !setting.Name.StartsWith("0x", StringComparison.Ordinal))
        {
            sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Info, name,
                $"{VisibleText.Show(setting.Name, 40)} is not in the tag dictionary of the 7905's and 7912's SIP "
                    + "loads.",
                "Compare the spelling. If it is a setting of another load or of an ATA, give its dictionary to "
                    + "ringback profile compile with --tags.");
        }
        else if (!UpgradeEntry.IsNone(setting.Name, setting.Value)
            && ProfileCompiler.Compile(setting, tags, out string why) is null)
        {
            sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Error, value,
                $"This cannot be compiled: {why}.",
                isUpgrade
                    ? "Write for example 3,0x601,0x0400,0x0100,0.0.0.0,69,0x060111a,FILE."
                    : "Correct the value.");
        }
    }
}
