using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// Makes packages of the documented layout that no phone can run, so that everything can be tried and proved without
/// a byte of anybody's firmware. The same load and sizes give the same bytes, always.
/// </summary>
/// <remarks>sources.md 7940-7960 §1.3 (which files a package has, and their sizes), file-formats §A–§C.</remarks>
public static class PracticeFirmware
{
    /// <summary>What an ATA 186 up to 1.34 must take first (sources.md other-phones §1.1).</summary>
    public const string TransitionName = "transition.zup";

    /// <summary>The transition image of an ATA 186.</summary>
    /// <param name="sizes">How large it is; the default when not given.</param>
    public static PracticeFile Transition(PracticeSizes? sizes = null) => new(
        TransitionName, PracticeKup.Image(TransitionName, "ata", "1.35", sizes ?? new PracticeSizes()));

    /// <summary>The files of a load's package, in the order in which a phone asks for them.</summary>
    /// <param name="load">Any load but a universal loader of its own, which is not a package.</param>
    /// <param name="sizes">How large the images are; as large as real ones when not given.</param>
    /// <exception cref="ArgumentException">The load is a universal loader; ask for the load it comes with.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is below <see cref="PracticeSizes.SmallestBytes"/>.
    /// </exception>
    public static IReadOnlyList<PracticeFile> Package(Load load, PracticeSizes? sizes = null)
    {
        sizes ??= new PracticeSizes();
        if (load.Protocol is not { } protocol)
            throw new ArgumentException($"{load} is a loader; name the load it comes with.", nameof(load));

        if (load.Generation is LoadGeneration.Universal) return Universal(load, protocol, sizes);

        byte[] image = PracticeImage.Application(load.Text, ApplicationBuild(protocol), sizes.SingleBytes);
        PracticeFile bin = new($"{load}.bin", image);
        return load.Generation is LoadGeneration.Signed ? [bin, Sign($"{load}.sbn", image, SigningSlot.Old)] : [bin];
    }

    /// <summary>The files of a load of any family, in the order in which they are asked for.</summary>
    /// <param name="load">
    /// A load's name: <c>P0S3-8-12-00</c>, <c>SCCP41.9-4-2SR3-1S</c>, <c>CP7912080004SCCP080108A</c>.
    /// </param>
    /// <param name="files">The package; null when nothing is known of such a load's files.</param>
    /// <param name="sizes">How large the images are; the defaults when not given.</param>
    /// <returns>False for a name that is no load's, or for a family whose layout is not known.</returns>
    public static bool TryPackageOf(
        string load, [NotNullWhen(true)] out IReadOnlyList<PracticeFile>? files, PracticeSizes? sizes = null)
    {
        sizes ??= new PracticeSizes();
        files = Load.TryParse7940(load, out Load? ours)
            ? ours.Protocol is null ? null : Package(ours, sizes)
            : PracticeSets.Of(load, sizes);
        return files is not null;
    }

    /// <summary>The loader of a universal load: its own name for SCCP, <c>P003-…</c> for the others.</summary>
    public static string LoaderOf(Load load)
    {
        if (load.Protocol is PhoneProtocol.Sccp) return load.Text;
        // A name without dashes would give an SCCP load's name, not a loader's.
        return load.Text[4] == '-'
            ? $"P003{load.Text[4..]}"
            : FormattableString.Invariant($"P003-{load.Version.Major:00}-{load.Version.Minor}-{load.Version.Build:00}");
    }

    /// <summary>
    /// The build id of a loader, from its name, which carries the version: eight characters that begin as real ones
    /// do and go on with a letter that no real one has there (0 and X have been seen, sources.md file-formats §B).
    /// </summary>
    public static string LoaderBuild(string loader)
    {
        const string letters = "ABCDEFGHJKLMNPQRSTUVW";
        const string signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(loader));
        ReadOnlySpan<char> build =
        [
            letters[hash[0] % letters.Length],
            signs[hash[1] % signs.Length],
            signs[hash[2] % signs.Length],
            signs[hash[3] % signs.Length],
        ];
        return $"PAS3{build}";
    }

    private static IReadOnlyList<PracticeFile> Universal(Load load, PhoneProtocol protocol, PracticeSizes sizes)
    {
        string loader = LoaderOf(load);
        string build = LoaderBuild(loader);
        int length = protocol is PhoneProtocol.Sccp ? sizes.SccpApplicationBytes : sizes.ApplicationBytes;
        byte[] loaderImage = PracticeImage.Loader(loader, build, sizes.LoaderBytes);
        byte[] application = PracticeImage.Application(load.Text, ApplicationBuild(protocol), length);

        SigningSlot slot = PracticeKey.SlotOf(load);
        // CR LF in 7.5, LF in 8.x (sources.md file-formats §C).
        string lineEnd = load.Version.Major < 8 ? "\r\n" : "\n";
        string list = $"{loader}.sbn{lineEnd}{load}.sb2{lineEnd}LA_VERSION={build}{lineEnd}";
        return
        [
            Sign($"{load}.loads", Encoding.ASCII.GetBytes(list), slot),
            new PracticeFile($"{loader}.bin", loaderImage),
            Sign($"{loader}.sbn", loaderImage, slot),
            Sign($"{load}.sb2", application, slot),
        ];
    }

    private static string ApplicationBuild(PhoneProtocol protocol) => protocol switch
    {
        PhoneProtocol.Sccp => "PA03PRAC",
        PhoneProtocol.Sip => "PAS3PRAC",
        _ => "PAM3PRAC",
    };

    private static PracticeFile Sign(string name, ReadOnlySpan<byte> payload, SigningSlot slot) =>
        new(name, PracticeEnvelope.Wrap(name, payload, slot: slot));
}
