using System.Text;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

/// <summary>Whole packages of the smallest kind, file by file.</summary>
internal static class SamplePackages
{
    internal static IReadOnlyList<(string Name, byte[] Content)> Sip812 { get; } =
        Universal("P0S3-8-12-00", "P003-8-12-00");

    internal static IReadOnlyList<(string Name, byte[] Content)> Sccp812 { get; } =
        Universal("P0030801SR02", "P0030801SR02");

    internal static IReadOnlyList<(string Name, byte[] Content)> Mgcp77 { get; } =
        Universal("P0M3-07-7-00", "P003-07-7-00");

    internal static IReadOnlyList<(string Name, byte[] Content)> Universal(string load, string loader) =>
    [
        ($"{load}.loads", SampleFiles.Loads(load, loader)),
        ($"{loader}.sbn", SampleFiles.Signed($"{loader}.sbn", SampleFiles.Loader(loader))),
        ($"{load}.sb2", SampleFiles.Signed($"{load}.sb2", SampleFiles.Application(load))),
    ];

    internal static IReadOnlyList<(string Name, byte[] Content)> Unsigned(string load) =>
        [($"{load}.bin", SampleFiles.OldImage(load))];

    internal static IReadOnlyList<(string Name, byte[] Content)> Signed(string load) =>
        [($"{load}.sbn", SampleFiles.Signed($"{load}.sbn", SampleFiles.OldImage(load)))];

    internal static IReadOnlyList<FirmwarePackage> Assemble(params IEnumerable<(string Name, byte[] Content)> files) =>
        FirmwarePackages.Assemble(files.Select(f => FirmwareFile.Inspect(f.Name, f.Content)));

    /// <summary>The same files without one.</summary>
    internal static IReadOnlyList<(string Name, byte[] Content)> Without(
        this IEnumerable<(string Name, byte[] Content)> files, string extension) =>
        [.. files.Where(f => !f.Name.EndsWith(extension, StringComparison.Ordinal))];

    /// <summary>The same files with the last bytes of one gone.</summary>
    internal static IReadOnlyList<(string Name, byte[] Content)> WithCut(
        this IEnumerable<(string Name, byte[] Content)> files, string extension) =>
        [.. files.Select(f => f.Name.EndsWith(extension, StringComparison.Ordinal) ? (f.Name, f.Content[..^80]) : f)];

    /// <summary>The same files, marked as practice files.</summary>
    internal static IReadOnlyList<(string Name, byte[] Content)> AsPractice(
        this IEnumerable<(string Name, byte[] Content)> files) =>
        [.. files.Select(f => (f.Name, Marked(f.Content)))];

    private static byte[] Marked(byte[] content)
    {
        byte[] marked = [.. content];
        // In an envelope the signer's name says it; a bare image has nothing but filler behind its header.
        bool signed = content[0] == 1;
        Encoding.ASCII.GetBytes(signed ? PracticeMark.Signer : PracticeMark.Text, marked.AsSpan(signed ? 0x10 : 0x144));
        return marked;
    }
}
