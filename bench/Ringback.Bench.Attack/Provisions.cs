using Ringback.Simulation.Practice;

namespace Ringback.Bench.Attack;

/// <summary>What is served: practice firmware, a file whose content is known, and the phones' goals.</summary>
internal sealed record Provisions
{
    /// <summary>The loads of the three protocols; a phone of each is healthy from beginning to end.</summary>
    internal static readonly string[] Loads = ["P0S3-8-12-00", "P0030801SR02", "P0M3-07-7-00"];

    /// <summary>The file in <see cref="Root"/>.</summary>
    internal const string FileName = "RINGTONE.RAW";

    private const int FileLength = 100_000;

    /// <summary>The data folder of the program.</summary>
    internal required string Data { get; init; }

    /// <summary>A plain folder that is served too.</summary>
    internal required string Root { get; init; }

    /// <summary>The firmware.</summary>
    internal required string Library { get; init; }

    /// <summary>The phones and their goals.</summary>
    internal required string Fleet { get; init; }

    /// <summary>What the file holds.</summary>
    internal required byte[] Content { get; init; }

    /// <summary>The MAC address of a phone, locally administered, which no real phone has.</summary>
    internal static string Mac(int number) => $"02AB5C0079{number:X2}";

    /// <summary>Writes everything.</summary>
    internal static Provisions Make(string folder, int seed)
    {
        byte[] content = new byte[FileLength];
        new Random(seed).NextBytes(content);
        Provisions provisions = new()
        {
            Data = Path.Combine(folder, "data"), Root = Path.Combine(folder, "root"),
            Library = Path.Combine(folder, "library"), Fleet = Path.Combine(folder, "phones.yaml"), Content = content,
        };
        Directory.CreateDirectory(provisions.Root);
        File.WriteAllBytes(Path.Combine(provisions.Root, FileName), content);
        PracticeLibrary.WriteFiles(provisions.Library, Loads.SelectMany(l =>
            PracticeFirmware.TryPackageOf(l, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small)
                ? files
                : []));
        File.WriteAllLines(provisions.Fleet,
            ["phones:", .. Loads.Select((l, i) => $"  - {{ mac: {Mac(i)}, model: 7960G, to: {l} }}")]);
        return provisions;
    }
}
