using System.Globalization;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Profiles;

/// <summary>What compiling a profile came to.</summary>
public sealed record ProfileCompilation
{
    /// <summary>The entries, in the order in which they are stored; empty when there are errors.</summary>
    public IReadOnlyList<ProfileEntry> Entries { get; init; } = [];

    /// <summary>
    /// The entries of the second file, <c>.ex</c>; null when everything fits into one. The first file names it.
    /// </summary>
    public IReadOnlyList<ProfileEntry>? Extended { get; init; }

    /// <summary>Why there is no profile: all reasons at once.</summary>
    public IReadOnlyList<Problem> Errors { get; init; } = [];

    /// <summary>What was left out or overridden.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];
}

/// <summary>Turns the settings of a text profile into entries. sources.md other-phones §1.4 and §1.5.</summary>
public static class ProfileCompiler
{
    /// <summary>
    /// Above this many bytes a profile is split. Whether the phone counts the magic is UNVERIFIED; the whole file is
    /// counted, which splits early rather than late.
    /// </summary>
    public const int LargestFile = 2_000;

    /// <summary>How long the bytes of a profile are before its entries: magic and sum.</summary>
    private const int HeaderLength = 4 + CompiledProfile.SumLength;

    /// <summary>Compiles a profile.</summary>
    /// <param name="text">The settings.</param>
    /// <param name="tags">The dictionary.</param>
    /// <param name="extendedFile">The name of a second file, if one is needed: the first file's, with .ex.</param>
    /// <param name="forAllPhones">Leaves out what belongs to one phone: its password and its login.</param>
    public static ProfileCompilation Compile(
        ProfileText text, ProfileTags tags, string extendedFile, bool forAllPhones = false)
    {
        List<Problem> errors = [.. text.Faults];
        List<Problem> warnings = [];
        Dictionary<int, (ProfileSetting Setting, ProfileEntry Entry)> compiled = [];
        foreach (ProfileSetting setting in text.Settings)
        {
            if (UpgradeEntry.IsNone(setting.Name, setting.Value))
            {
                warnings.Add(Problem.OfFile(ProblemCode.ProfileSettingDropped, setting.File, setting.Line,
                    $"{setting.Name} names nothing and is left out: the phone keeps what it has"));
                continue;
            }

            if (Compile(setting, tags, out string why) is not { } entry)
            {
                errors.Add(Problem.OfFile(ProblemCode.ProfileBadSetting, setting.File, setting.Line, why));
                continue;
            }

            if (forAllPhones && tags.Find(entry.Tag) is { PerPhone: true })
            {
                warnings.Add(Problem.OfFile(ProblemCode.ProfileSettingDropped, setting.File, setting.Line,
                    $"{setting.Name} belongs to one phone and is left out of a profile for all of them"));
                continue;
            }

            // The place of the first one would be lost to the second: what is written last counts, where it stands.
            if (compiled.Remove(entry.Tag, out (ProfileSetting Setting, ProfileEntry Entry) before))
            {
                warnings.Add(Problem.OfFile(ProblemCode.ProfileSettingDropped, setting.File, setting.Line,
                    $"{setting.Name} is written again: the value of line {before.Setting.Line} is overridden"));
            }

            compiled.Add(entry.Tag, (setting, entry));
        }

        IEnumerable<ProfileEntry> inOrder = text.Settings
            .Select(s => compiled.Values.FirstOrDefault(c => ReferenceEquals(c.Setting, s)).Entry)
            .Where(e => e is not null);
        ProfileCompilation result = Split([.. inOrder], tags, extendedFile, errors);
        return result with { Errors = errors, Warnings = warnings };
    }

    private static ProfileCompilation Split(
        List<ProfileEntry> entries, ProfileTags tags, string extendedFile, List<Problem> errors)
    {
        if (errors.Count > 0) return new ProfileCompilation();
        if (LengthOf(entries) <= LargestFile)
            return new ProfileCompilation { Entries = CompiledProfile.Ordered(entries) };

        List<ProfileEntry> moving = entries.FindAll(e => tags.Find(e.Tag) is { Extended: true });
        List<ProfileEntry> staying =
        [
            new ProfileEntry(ProfileEntry.ExtendedFile, System.Text.Encoding.ASCII.GetBytes(extendedFile)),
            .. entries.Except(moving),
        ];
        foreach ((string which, List<ProfileEntry> file) in new[] { ("first", staying), ("second", moving) })
        {
            int length = LengthOf(file);
            if (length > LargestFile)
            {
                errors.Add(Problem.OfFile(ProblemCode.ProfileBadSetting, null, null,
                    $"the {which} file would have {length} bytes, and a phone reads "
                    + $"{LargestFile}. Leave settings out, or shorten them"));
            }
        }

        return errors.Count > 0
            ? new ProfileCompilation()
            : new ProfileCompilation
            {
                Entries = CompiledProfile.Ordered(staying),
                Extended = CompiledProfile.Ordered(moving),
            };
    }

    private static int LengthOf(List<ProfileEntry> entries) => HeaderLength + entries.Sum(e =>
        e.Value.Length + (e.Tag > 0x7F ? 2 : 1) + (e.Value.Length > 0x7F ? 2 : 1));

    /// <summary>One setting; null with the reason when it cannot be compiled.</summary>
    internal static ProfileEntry? Compile(ProfileSetting setting, ProfileTags tags, out string why)
    {
        if (UpgradeEntry.IsOne(setting.Name, out int number))
        {
            byte[]? bytes = UpgradeEntry.Compile(number, setting.Value, out string reason);
            why = $"{setting.Name}: {reason}";
            return bytes is null ? null : new ProfileEntry(number, bytes);
        }

        if (setting.Name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Raw(setting, out why);
        if (tags.Find(setting.Name) is not { } tag)
        {
            why = $"there is no setting called {setting.Name} in the dictionary ({tags.Name})";
            return null;
        }

        return ProfileValue.Compile(tag, setting.Value, out why) is { } value
            ? new ProfileEntry(tag.Tag, value)
            : null;
    }

    /// <summary>
    /// <c>0x1388:0x0a0b</c>, a tag by its number with its bytes: how a tag is shown that the dictionary does not know.
    /// </summary>
    private static ProfileEntry? Raw(ProfileSetting setting, out string why)
    {
        why = $"{setting.Name} takes bytes in hexadecimal, such as 0x0a0b";
        if (!int.TryParse(setting.Name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out int tag) || tag is <= 0 or >= ProfileEntry.Sum
            || !setting.Value.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            byte[] bytes = Convert.FromHexString(setting.Value.AsSpan(2));
            return bytes.Length > ProfileVarint.Largest ? null : new ProfileEntry(tag, bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
