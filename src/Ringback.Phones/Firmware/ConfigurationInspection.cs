using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>
/// Configuration text, only as far as <c>inspect</c> needs it: that it is one, and which load it asks for. The linter
/// reads configurations in depth.
/// </summary>
/// <remarks>Field guide 7940-7960 §2.4, §6.1, §6.5; file-formats §H.</remarks>
internal static class ConfigurationInspection
{
    /// <summary>Phones read nothing near this length; a larger text is somebody's log.</summary>
    private const int LongestText = 256 * 1024;

    private const string ImageVersion = "image_version";

    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n/>");

    internal static bool TryRecognise(
        string name, ReadOnlySpan<byte> content, [NotNullWhen(true)] out FirmwareFile? file)
    {
        file = null;
        bool isDualBoot = name.Equals("OS79XX.TXT", StringComparison.OrdinalIgnoreCase);
        if (content.Length > LongestText) return false;
        // Whatever an OS79XX.TXT holds, it is still the file that old phones ask for first.
        if (!isDualBoot && (content.IsEmpty || !PlainText.IsPlain(content))) return false;

        string text = Encoding.Latin1.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content);
        FirmwareFile configuration = new()
        {
            FileName = name,
            Kind = FirmwareKind.Configuration,
            Container = FirmwareContainer.Text,
        };
        if (isDualBoot) file = DualBootFile.Inspect(configuration, content);
        else if (IsXml(name, text)) file = Asking(configuration, LoadInformation(text));
        else if (FindImageVersion(text) is { } load) file = Asking(configuration, load.Length > 0 ? [load] : []);
        else if (FileNames.HasExtension(name, ".cnf")) file = configuration;
        return file is not null;
    }

    /// <summary>The file with the loads it asks for; the first one is the one that is shown.</summary>
    internal static FirmwareFile Asking(FirmwareFile file, List<string> loads)
    {
        if (loads.Count > 0)
        {
            file = LoadName.TryParse(loads[0], out LoadName? load) ? file.Of(load) : file with { Load = loads[0] };
        }

        foreach (string text in loads.Distinct())
        {
            if (!LoadName.TryParse(text, out LoadName? load) || LoadSpelling.Correct(load) is not { } right) continue;
            file = file.With(
                FirmwareProblem.MisspelledLoadName,
                ProblemSeverity.Warning,
                $"{file.FileName} asks for {text}; the package of {load.HumanVersion} is called {right}.",
                $"Write {right}: the phone asks for exactly what is written here.");
        }

        return file;
    }

    /// <summary>The value of <c>image_version : value ; comment</c>; the first one, as phones take it.</summary>
    private static string? FindImageVersion(string text)
    {
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.TrimStart();
            if (!line.StartsWith(ImageVersion, StringComparison.OrdinalIgnoreCase)) continue;
            ReadOnlySpan<char> rest = line[ImageVersion.Length..].TrimStart();
            if (rest.IsEmpty || rest[0] != ':') continue;

            rest = rest[1..];
            int comment = rest.IndexOf(';');
            ReadOnlySpan<char> value = (comment < 0 ? rest : rest[..comment]).Trim().Trim('"');
            return value.ToString();
        }

        return null;
    }

    private static bool IsXml(string name, string text)
    {
        if (FileNames.HasExtension(name, ".cnf.xml")) return true;
        return RootOf(text) is "device" or "Default";
    }

    /// <summary>The first element's name, past the declaration and comments.</summary>
    private static ReadOnlySpan<char> RootOf(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart();
        while (rest.Length > 1 && rest[0] == '<' && rest[1] is '?' or '!')
        {
            string closing = rest.StartsWith("<!--") ? "-->" : ">";
            int end = rest.IndexOf(closing, StringComparison.Ordinal);
            if (end < 0) return [];
            rest = rest[(end + closing.Length)..].TrimStart();
        }

        if (rest.IsEmpty || rest[0] != '<') return [];
        rest = rest[1..];
        int stop = rest.IndexOfAny(NameEnd);
        return stop < 0 ? [] : rest[..stop];
    }

    /// <summary>
    /// <c>loadInformation</c> of a device's file, or 8 (7940) and 7 (7960) of the default file. By eye and not by a
    /// parser: a file that is not well-formed must still have an answer.
    /// </summary>
    private static List<string> LoadInformation(string text)
    {
        List<string> loads = [];
        foreach (string element in (ReadOnlySpan<string>)["loadInformation", "loadInformation8", "loadInformation7"])
        {
            string opening = "<" + element;
            for (int at = text.IndexOf(opening, StringComparison.Ordinal); at >= 0;
                at = text.IndexOf(opening, at + 1, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> rest = text.AsSpan(at + opening.Length);
                if (rest.IsEmpty || (rest[0] != '>' && !char.IsWhiteSpace(rest[0]))) continue;
                int from = rest.IndexOf('>') + 1;
                int length = from == 0 ? -1 : rest[from..].IndexOf('<');
                if (length < 0) continue;
                string load = rest.Slice(from, length).Trim().ToString();
                if (load.Length > 0) loads.Add(load);
            }
        }

        return loads;
    }
}
