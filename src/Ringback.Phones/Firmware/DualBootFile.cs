using System.Text;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>
/// <c>OS79XX.TXT</c>: the first file that a phone before the universal loader asks for. It wants a load's name and
/// nothing else; phones have failed on an extra line and on a blank (field guide file-formats §H, 7940-7960 §2.4).
/// </summary>
internal static class DualBootFile
{
    internal static FirmwareFile Inspect(FirmwareFile file, ReadOnlySpan<byte> content)
    {
        int start = content.IndexOfAnyInRange((byte)0x21, (byte)0x7e);
        if (start < 0)
        {
            return file.With(
                FirmwareProblem.UnknownContent,
                ProblemSeverity.Warning,
                $"{file.FileName} names no load.",
                "Write the name of the load into it, without extension and without a line end.");
        }

        ReadOnlySpan<byte> rest = content[start..];
        int length = rest.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e);
        string name = Encoding.ASCII.GetString(length < 0 ? rest : rest[..length]);
        string bare = LoadIn(name);

        file = ConfigurationInspection.Asking(file, [bare]);
        int stray = start > 0 ? 0 : bare.Length;
        if (bare.Length != content.Length)
        {
            file = file.With(
                FirmwareProblem.StrayCharacterInName,
                ProblemSeverity.Warning,
                $"{file.FileName} holds more than the name {bare}: byte {stray + 1} is {Say(content[stray])}. "
                    + "A phone may take it for a part of the name.",
                $"Leave exactly the {bare.Length} characters {bare} in the file, without a line end.");
        }

        return file.LoadName is not null
            ? file
            : file.With(
                FirmwareProblem.OtherFamily,
                ProblemSeverity.Warning,
                $"{file.FileName} names {bare}, which is not a load of the 7940 or 7960.",
                "Name a load such as P0S3-8-12-00, or take the file away.");
    }

    /// <summary>The load without an extension that does not belong there.</summary>
    private static string LoadIn(string name)
    {
        ReadOnlySpan<char> bare = FileNames.WithoutExtension(name);
        return LoadName.TryParse(bare, out LoadName? load) ? load.Text : name;
    }

    private static string Say(byte b) => b switch
    {
        0x20 => "a blank (0x20)",
        0x09 => "a tab (0x09)",
        0x0d => "a carriage return (0x0d)",
        0x0a => "a line feed (0x0a)",
        > 0x20 and < 0x7f => FormattableString.Invariant($"'{(char)b}' (0x{b:x2})"),
        _ => FormattableString.Invariant($"0x{b:x2}"),
    };
}
