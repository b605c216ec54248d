using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Files.Lint;
using Ringback.Simulation.Practice;

namespace Ringback.Fuzz.Targets;

/// <summary>Firmware of every kind: the whole inspection, and each container by itself.</summary>
internal static class FirmwareTargets
{
    private const int MostProblems = 200;

    private static readonly PracticeSizes Small = new()
    {
        LoaderBytes = PracticeSizes.SmallestBytes, SccpApplicationBytes = PracticeSizes.SmallestBytes,
        ApplicationBytes = PracticeSizes.SmallestBytes, SingleBytes = PracticeSizes.SmallestBytes,
        PartBytes = PracticeSizes.SmallestBytes,
    };

    private static readonly string[] Loads =
    [
        "P0S3-8-12-00", "P0030801SR02", "P0M3-07-7-00", "P0S3-06-0-00", "P0S30203", "SCCP41.9-4-2SR3-1S",
        "SIP75.8-5-4S", "CP7912080004SCCP080108A", "CP7905060000SCCP040101A", "ATA030000SCCP040101A",
        "CP7921G-1.4.5.3", "SIP88xx.12-8-1SR1-2", "SCCP69xx.9-4-1-3SR3", "SIP8961.9-4-2SR2-2",
    ];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("firmware", Inspect, Named)
        {
            SmokeRuns = 3_000, LongestInput = 256 * 1024, Memory = (4 * 1024 * 1024, 256),
            Words = [".loads", ".sbn", ".zup", ".tlv", "CTLFile.tlv", "term62.default.loads", "HARDWARE_COMP_1"],
        },
        new("envelope", Envelope, () => Contents().Where(c => SignedEnvelope.BeginsLikeOne(c))) { SmokeRuns = 4_000 },
        new("sealed", Sealed, () => Contents().Where(c => SealedContainer.BeginsLikeOne(c)).DefaultIfEmpty([1, 0, 2]))
        {
            SmokeRuns = 60_000,
        },
        new("loads", Manifest, () => [.. Payloads(".loads")])
        {
            SmokeRuns = 8_000, Memory = (128 * 1024, 256), Words = ["#HARDWARE_COMP_1 ", "# RELEASE load version "],
        },
        new("cnu", Cnu, () => [.. Payloads(".sbn").Where(p => CnuArchive.BeginsLikeOne(p))])
        {
            SmokeRuns = 60_000, Memory = (128 * 1024, 128),
        },
        new("kup", Kup, () => Contents().Where(c => KupImage.BeginsLikeOne(c))) { SmokeRuns = 60_000 },
        new("image", Image, () => [.. Payloads(".sbn"), .. Payloads(".sb2"), .. Payloads(".bin")])
        {
            SmokeRuns = 60_000,
        },
        new("trust-list", Trust, () => [.. TrustLists()]) { SmokeRuns = 60_000 },
    ];

    /// <summary>Every practice file of every family, under its name.</summary>
    internal static IEnumerable<PracticeFile> Files { get; } =
    [
        .. Loads.SelectMany(l => PracticeFirmware.TryPackageOf(l, out IReadOnlyList<PracticeFile>? files, Small)
            ? files
            : []).DistinctBy(f => f.Name),
        PracticeFirmware.Transition(Small), PracticeParcel.TrustList("CTLFile.tlv"),
        PracticeParcel.TrustList("ITLFile.tlv"),
    ];

    private static void Inspect(FuzzRun run)
    {
        Script script = new(run.Input);
        string name = Encoding.Latin1.GetString(script.Bytes());
        ReadOnlySpan<byte> content = script.Rest();
        FirmwareFile file = FirmwareFile.Inspect(name, content);
        FuzzRun.Hold(file.Length == content.Length, "the length is the file's");
        FuzzRun.AtMost(file.Problems.Count, MostProblems, "problems of one file");
        run.Saw(file.Kind);
        run.Saw(file.Container ?? (FirmwareContainer)(-1));
        run.Saw(file.Role ?? (FirmwareRole)(-1));
        run.Saw(file.Authenticity);
        foreach (Problem problem in file.Problems) run.Saw(problem.Code.Length);
        FirmwareLint.Check(name, content);
        run.Saw(FirmwarePackages.Assemble([file, file with { FileName = "other.sbn" }]).Count);
        _ = Load.TryParse7940(file.Load ?? name, out _);
    }

    private static void Envelope(FuzzRun run)
    {
        bool isRead = SignedEnvelope.TryRead(run.Input, out SignedEnvelope? envelope, out EnvelopeFault why);
        run.Saw(why);
        if (!isRead) return;
        FuzzRun.AtMost(envelope!.HeaderLength + (long)envelope.Payload(run.Input).Length, run.Input.Length,
            "bytes of header and payload");
        run.Saw(FirmwareSignature.Check(run.Input, envelope, SigningKeys.BuiltIn).Authenticity);
    }

    private static void Sealed(FuzzRun run)
    {
        bool isRead = SealedContainer.TryRead(run.Input, out SealedContainer? container, out SealFault why);
        run.Saw(why);
        if (isRead) FuzzRun.AtMost(container!.Payload(run.Input).Length, run.Input.Length, "bytes of a payload");
    }

    private static void Manifest(FuzzRun run)
    {
        if (LoadsManifest.TryRead(run.Input, out _, out ManifestFault why)) run.Saw(1);
        run.Saw(why);
        if (PhoneManifest.TryRead(run.Input, out PhoneManifest? phone, out why)) run.Saw(phone.Parts.Count);
        run.Saw(why);
    }

    private static void Cnu(FuzzRun run)
    {
        bool isRead = CnuArchive.TryRead(run.Input, out CnuArchive? archive, out CnuFault why);
        run.Saw(why);
        if (isRead) run.Saw($"{archive}".Length % 7);
    }

    private static void Kup(FuzzRun run)
    {
        bool isRead = KupImage.TryRead(run.Input, out KupImage? image, out KupFault why);
        run.Saw(why);
        if (isRead) run.Saw((image!.LengthFits ? 1 : 0) | (image.SumFits ? 2 : 0));
    }

    private static void Image(FuzzRun run)
    {
        FirmwareImage.TryRead(run.Input, out _, out ImageFault why);
        run.Saw(why);
        run.Saw(WirelessPart.Read(run.Input) is { } part ? part.IsWhole ? 1 : 2 : 3);
    }

    private static void Trust(FuzzRun run) => run.Saw(TrustList.TryRead(run.Input, out TrustList? list)
        ? $"{list}".Length % 7
        : -1);

    private static IEnumerable<byte[]> Named() => Files.Select(f =>
        (byte[])[.. Script.Of(Encoding.Latin1.GetBytes(f.Name)), .. f.Content.Span]);

    private static IEnumerable<byte[]> Contents() => Files.Select(f => f.Content.ToArray());

    /// <summary>What is in the envelope; the content itself where there is none.</summary>
    private static IEnumerable<byte[]> Payloads(string extension) =>
        from file in Files
        where file.Name.EndsWith(extension, StringComparison.Ordinal)
        let content = file.Content.ToArray()
        select SignedEnvelope.TryRead(content, out SignedEnvelope? envelope, out _)
            ? envelope.Payload(content).ToArray()
            : content;

    private static IEnumerable<byte[]> TrustLists() => Payloads(".tlv");
}
