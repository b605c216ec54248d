using System.Text;

namespace Ringback.Files.Profiles;

/// <summary>Turns a compiled profile back into text, which compiles into the same bytes.</summary>
public static class ProfilePrinter
{
    /// <summary>
    /// The text of a profile. A tag that the dictionary does not know, or whose bytes are not of its form, is shown by
    /// number with its bytes.
    /// </summary>
    public static string Print(CompiledProfile profile, ProfileTags tags)
    {
        StringBuilder text = new("#txt\n");
        if (!profile.IsSound) text.Append("# The sum or the length in this file is wrong: a phone refuses it.\n");
        if (!IsInOrder(profile)) text.Append("# The tags are in another order than a compiler writes them.\n");
        foreach (ProfileEntry entry in profile.Entries)
        {
            (string name, string value) = Say(entry, tags);
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The name and the value of one entry.</summary>
    public static (string Name, string Value) Say(ProfileEntry entry, ProfileTags tags)
    {
        if (UpgradeEntry.NameOf(entry.Tag) is { } name)
        {
            string? shown = UpgradeEntry.Show(entry.Tag, entry.Value.Span);
            if (shown is not null && Holds(UpgradeEntry.Compile(entry.Tag, shown, out _), entry)) return (name, shown);
        }
        else if (tags.Find(entry.Tag) is { } tag && ProfileValue.Show(tag, entry.Value.Span) is { } value
            && Holds(ProfileValue.Compile(tag, value, out _), entry))
        {
            return (tag.Name, value);
        }

        return (FormattableString.Invariant($"0x{entry.Tag:x4}"),
            "0x" + Convert.ToHexStringLower(entry.Value.Span));
    }

    private static bool Holds(byte[]? compiled, ProfileEntry entry) => entry.Value.Span.SequenceEqual(compiled)
        && compiled is not null;

    private static bool IsInOrder(CompiledProfile profile) =>
        CompiledProfile.Ordered(profile.Entries).SequenceEqual(profile.Entries);
}
