using System.IO.Enumeration;

namespace Ringback.Workbench.Shelves;

/// <summary>
/// Names of what editors, tools and downloads leave beside the files that people mean: hidden files, safety copies,
/// halves. No phone asks for one, and whoever does looks for the password of last week. They are never served.
/// </summary>
internal static class LeftoverNames
{
    /// <summary>Whatever is added here is not served from that moment; letter case does not count.</summary>
    private static readonly string[] Patterns =
    [
        // Hidden on every Unix: .git, .htpasswd, .SEP001122334455.cnf.xml.swp, and our own halves.
        ".*",

        // Emacs, vim, nano, Kate, gedit and Office while they are open or after they were.
        "*~", "#*#", "*.swp", "*.swo", "*.swn", "*.swm", "*.save", "*.save.?", "~$*",

        // Copies that people and tools make before a change; lint --in-place makes NAME.bak, NAME.bak2 and so on.
        "*.bak", "*.bak?", "*.bak??", "*.bak???", "*.backup", "*.old", "*.orig", "*.rej",

        // What package tools leave of a configuration.
        "*.dpkg-*", "*.ucf-*", "*.rpmsave", "*.rpmnew", "*.rpmorig",

        // Halves of a copy or a download.
        "*.tmp", "*.tmp.*", "*.temp", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.download",
    ];

    /// <summary>True when the name, or the name of a folder on the way, is one.</summary>
    /// <param name="relative">The path below the folder that is served, with <c>/</c>.</param>
    internal static bool IsOne(string relative)
    {
        foreach (Range part in relative.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> name = relative.AsSpan(part);
            foreach (string pattern in Patterns)
            {
                if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)) return true;
            }
        }

        return false;
    }
}
