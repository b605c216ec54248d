using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;

namespace Ringback.Files.Profiles;

/// <summary>One setting of a text profile.</summary>
/// <param name="File">The file it stands in: a profile can include others.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Name">The name before the colon.</param>
/// <param name="Value">What stands behind it, without blanks at its ends.</param>
public sealed record ProfileSetting(string File, int Line, string Name, string Value);

/// <summary>
/// A profile as people write it: <c>#txt</c> first, then one <c>name:value</c> a line; <c>#</c> begins a comment line,
/// and <c>include:FILE</c> reads another file in its place.
/// </summary>
/// <remarks>sources.md other-phones §1.5. A <c>#</c> inside a value is part of it: dial plans have them.</remarks>
public sealed class ProfileText
{
    /// <summary>Files within files; more are a circle.</summary>
    private const int DeepestInclude = 8;

    /// <summary>A profile has a few dozen lines; this only stops files that include each other many times.</summary>
    private const int MostSettings = 10_000;

    /// <summary>No profile is near it.</summary>
    private const int LongestFile = 256 * 1024;

    private readonly Func<string, byte[]?> _open;
    private readonly List<ProfileSetting> _settings = [];
    private readonly List<Problem> _faults = [];

    private ProfileText(Func<string, byte[]?> open) => _open = open;

    /// <summary>The settings in the order in which they are read.</summary>
    public IReadOnlyList<ProfileSetting> Settings => _settings;

    /// <summary>Lines that are no setting.</summary>
    public IReadOnlyList<Problem> Faults => _faults;

    /// <summary>Reads a profile and what it includes.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="open">Opens an included file by the name that is written there; null when there is none.</param>
    public static ProfileText Read(string file, ReadOnlySpan<byte> content, Func<string, byte[]?> open)
    {
        ProfileText text = new(open);
        if (!content.TrimStart("\xEF\xBB\xBF"u8).StartsWith("#txt"u8))
            text.Fault(file, 1, "does not begin with #txt. Write #txt on its first line");
        text.ReadLines(file, content, depth: 0);
        return text;
    }

    private void ReadLines(string file, ReadOnlySpan<byte> content, int depth)
    {
        if (content.Length > LongestFile)
        {
            Fault(file, 0, $"has {content.Length} bytes: that is no profile");
            return;
        }

        int number = 0;
        foreach (ReadOnlySpan<char> raw in Encoding.Latin1.GetString(content).AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim(" \t\0\xEF\xBB\xBF\x1A");
            if (line.IsEmpty || line[0] == '#') continue;
            int colon = line.IndexOf(':');
            if (colon <= 0)
            {
                Fault(file, number, $"'{VisibleText.Show(line.ToString(), 40)}' is no name:value");
                continue;
            }

            string name = line[..colon].TrimEnd().ToString();
            string value = line[(colon + 1)..].TrimStart().ToString();
            if (name.Equals("include", StringComparison.OrdinalIgnoreCase)) Include(file, number, value, depth);
            else _settings.Add(new ProfileSetting(file, number, name, value));
            if (_settings.Count > MostSettings || _faults.Count > MostSettings) return;
        }
    }

    private void Include(string file, int line, string name, int depth)
    {
        if (depth == DeepestInclude)
            Fault(file, line, $"{name} is included too deep: do the files include each other?");
        else if (_open(name) is { } content) ReadLines(name, content, depth + 1);
        else Fault(file, line, $"includes {name}, and there is no such file beside it");
    }

    private void Fault(string file, int line, string message) =>
        _faults.Add(Problem.OfFile(ProblemCode.ProfileBadSetting, file, line, message));
}
