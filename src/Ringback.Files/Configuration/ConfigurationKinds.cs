using Ringback.Files.Profiles;
using Ringback.Files.Text;

namespace Ringback.Files.Configuration;

/// <summary>What kind of configuration a file is, by its name and, where that does not say, by its beginning.</summary>
public static class ConfigurationKinds
{
    /// <summary>The kind of a file; null when it is no configuration that a phone reads.</summary>
    /// <param name="name">Its name; folders before it do not matter.</param>
    /// <param name="content">Its bytes; the first few hundred decide where the name does not.</param>
    public static ConfigurationKind? Of(string name, ReadOnlySpan<byte> content)
    {
        if (IsKeptCopy(name)) return null;
        string bare = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (ConfigurationName.Read(bare)?.Kind is { } named)
        {
            // Text under the name of a compiled profile is what somebody forgot to compile.
            bool isText = named is ConfigurationKind.ProfileCompiled && !content.IsEmpty
                && !CompiledProfile.BeginsLikeOne(content) && PlainText.IsPlain(content);
            return isText ? ConfigurationKind.ProfileText : named;
        }

        return ConfigurationContent.KindOf(content)
            ?? (CompiledProfile.BeginsLikeOne(content) ? ConfigurationKind.ProfileCompiled : null);
    }

    // What a repair in place keeps: NAME.bak, NAME.bak2. No phone asks for it, and nobody wants it mended.
    private static bool IsKeptCopy(string path) =>
        path.AsSpan().TrimEnd("0123456789").EndsWith(".bak", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith('~') || path.EndsWith(".xml_", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".cnf_", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".orig", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".old", StringComparison.OrdinalIgnoreCase);
}
