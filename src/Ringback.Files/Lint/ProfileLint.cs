using Ringback.Catalogue.Loads;
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
    /// <summary>What the beginnings of names and the numbers in upgradecode call each device.</summary>
    private static readonly (string Prefix, string Model, string Hardware)[] Devices =
        [("gk", "7912", "0x601"), ("ld", "7905", "0x501"), ("ff", "7902", "0x401"), ("ata", "ata", "0x301")];

    /// <summary>A phone asks for its prefix and twelve small digits, and reads the compiled form only.</summary>
    internal static void CheckName(LintContext sheet, string name, ConfigurationKind kind)
    {
        foreach ((string prefix, _, _) in Devices)
        {
            if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            string rest = name[prefix.Length..];
            bool isOwn = rest.Length == 12 && rest.All(char.IsAsciiHexDigit);
            bool isDefault = rest.Equals("default.cfg", StringComparison.OrdinalIgnoreCase);
            string shown = VisibleText.Show(name, 80);
            if (kind is ConfigurationKind.ProfileText && (isOwn || isDefault))
            {
                sheet.Add(ProblemCode.ConfigNotCompiled, ProblemSeverity.Error,
                    $"{shown} is text, and a phone reads only the compiled form.",
                    $"Keep it as {shown}.txt, and write the form for the phone: ringback profile compile {shown}.txt "
                        + $"{shown}");
            }
            else if (rest.Equals("default", StringComparison.OrdinalIgnoreCase))
            {
                sheet.Add(ProblemCode.MisnamedFile, ProblemSeverity.Error, $"No phone will ask for {shown}.",
                    $"Rename it to {prefix}default.cfg.");
            }

            else if (!isOwn && rest.Length is >= 6 and <= 16 && rest.All(char.IsAsciiHexDigit))
            {
                sheet.Add(ProblemCode.MisnamedFile, ProblemSeverity.Error,
                    $"No phone will ask for {shown}: its MAC address has {rest.Length} digits, not 12.",
                    "Copy the twelve digits of the MAC address from the label on the phone's back.");
            }

            if ((isOwn || isDefault) && name.Any(char.IsAsciiLetterUpper))
            {
                sheet.Add(ProblemCode.WrongCaseInName, ProblemSeverity.Warning,
                    $"A phone asks for {name.ToLowerInvariant()}, and this file is called {shown}. A TFTP server that "
                        + "distinguishes letter case answers \"file not found\".",
                    $"Rename it to {name.ToLowerInvariant()}.");
            }

            return;
        }
    }

    internal static void Check(LintContext sheet, string name)
    {
        string text = sheet.Text;
        bool isAta = name.StartsWith("ata", StringComparison.OrdinalIgnoreCase)
            || text.Contains(",ATA", StringComparison.OrdinalIgnoreCase);
        for (int start = 0; start < text.Length;)
        {
            int end = LineEnds.EndOfLine(text, start);
            CheckLine(sheet, start, end, name, isAta);
            start = end + LineEnds.LengthAt(text, end);
        }
    }

    private static void CheckLine(LintContext sheet, int start, int end, string name, bool isAta)
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
        if (setting.Name.Equals("upgradecode", StringComparison.OrdinalIgnoreCase))
            CheckUpgrade(sheet, setting.Value, start + colon + 1, name);
        if (isAta && setting.Name.Equals("DialPlan", StringComparison.OrdinalIgnoreCase))
            CheckAtaDialPlan(sheet, setting.Value, start + colon + 1);
        CheckValue(sheet, setting, start, start + colon + 1, isAta);
    }

    /// <summary>The image must be the device's own, and its name must be one.</summary>
    private static void CheckUpgrade(LintContext sheet, string value, int at, string name)
    {
        string[] fields = value.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 8) return;
        string image = fields[7];
        if (image.Contains(' ', StringComparison.Ordinal))
        {
            sheet.Add(ProblemCode.UpgradeForAnother, ProblemSeverity.Error, at,
                $"The image is called \"{VisibleText.Show(image, 60)}\", and no image's name has blanks: the phone "
                    + "asks for a file that is not there.",
                $"Write {VisibleText.Show(image.Replace(" ", "", StringComparison.Ordinal), 60)}.");
            return;
        }

        if (image.Length > 0 && !image.Contains('.', StringComparison.Ordinal)
            && !fields[0].Equals("0", StringComparison.Ordinal))
        {
            sheet.Add(ProblemCode.UpgradeForAnother, ProblemSeverity.Error, at,
                $"The image is called {VisibleText.Show(image, 60)}, without an extension, and the phone asks for "
                    + "exactly that name.",
                $"Write {VisibleText.Show(image, 60)}.{(name.StartsWith("ata", StringComparison.OrdinalIgnoreCase)
                    ? "zup" : "sbin")}.");
            return;
        }

        if (!KupName.TryParse(image, out KupName? kup)) return;
        (_, string meant, _) = Array.Find(Devices,
            d => fields[1].Equals(d.Hardware, StringComparison.OrdinalIgnoreCase)
                || name.StartsWith(d.Prefix, StringComparison.OrdinalIgnoreCase));
        if (meant is null || meant == kup.Model || Devices.All(d => d.Model != kup.Model)) return;
        sheet.Add(ProblemCode.UpgradeForAnother, ProblemSeverity.Error, at,
            $"The profile is for a {meant.ToUpperInvariant()}, and {VisibleText.Show(image, 60)} is an image of the "
                + $"{kup.Model.ToUpperInvariant()}.",
            $"Name an image of the {meant.ToUpperInvariant()}.");
    }

    /// <summary>In an ATA's dial plan a dash ends a rule (sources.md other-phones §1.6).</summary>
    private static void CheckAtaDialPlan(LintContext sheet, string value, int at)
    {
        foreach (string rule in value.Split('|'))
        {
            int dash = rule.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || dash == rule.Length - 1) continue;
            sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Error, at,
                $"The rule {VisibleText.Show(rule, 40)} has a dash before its end, where an ATA takes none.",
                "Put the dash at the end of the rule, or take it out.");
        }
    }

    private static void CheckValue(LintContext sheet, ProfileSetting setting, int name, int value, bool isAta)
    {
        ProfileTags tags = ProfileTags.BuiltIn;
        bool isUpgrade = UpgradeEntry.IsOne(setting.Name, out _);
        if (!isUpgrade && tags.Find(setting.Name) is null && !setting.Name.StartsWith("0x", StringComparison.Ordinal))
        {
            if (isAta)
            {
                sheet.Add(ProblemCode.ConfigUnknownKey, ProblemSeverity.Info, name,
                    $"{VisibleText.Show(setting.Name, 40)} is not judged: an ATA has tags of its own.",
                    "Compile it with the dictionary of the ATA's package: ringback profile compile --tags ptag.dat.");
                return;
            }

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
