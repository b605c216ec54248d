using System.Text;
using Ringback.Files.Profiles;

namespace Ringback.Fuzz.Targets;

/// <summary>Profiles of the 7905, 7912 and ATA: as text, compiled, encrypted.</summary>
internal static class ProfileTargets
{
    private const string Text = "#txt\nUseTftp:1\nupgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x060412a,x.zup\n"
        + "include:other.txt\nCA0UID:1600\n0x1388:0x0a0b\nDialPlan:*St4-#|911\n";

    private static readonly byte[] Key = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] Salt = [9, 8, 7, 6, 5, 4, 3, 2];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("profile-text", FromText, () => [Encoding.Latin1.GetBytes(Text)])
        {
            // Each file may include itself, eight deep, until there are ten thousand settings.
            SmokeRuns = 3_000, LongestInput = 4_096, Memory = (32 * 1024 * 1024, 4_096),
            Words = ["include:", "#txt", "0x", "upgradecode:", "OpFlags:", "UIPassword:"],
        },
        new("profile", Compiled, () => [Profile(), Profile()[..^3]]) { SmokeRuns = 8_000, Memory = (128 * 1024, 512) },
        new("profile-encrypted", Encrypted, () => [Strong(), ProfileEncryption.Weak(Profile(), Key), []])
        {
            SmokeRuns = 20_000, Memory = (128 * 1024, 512),
        },
    ];

    private static void FromText(FuzzRun run)
    {
        byte[] input = run.Input;
        ProfileText text = ProfileText.Read("given.txt", input, name => name.Length % 3 == 0 ? null : input);
        run.Saw(Math.Min(text.Settings.Count, 64));
        run.Saw(Math.Min(text.Faults.Count, 64));
        if (text.Settings.Count > 2_000) return;
        ProfileCompilation compiled = ProfileCompiler.Compile(text, ProfileTags.BuiltIn, "given.ex");
        if (compiled.Errors.Count > 0) return;
        byte[] file = CompiledProfile.Write(compiled.Entries);
        FuzzRun.AtMost(file.Length, ProfileCompiler.LargestFile, "bytes of a profile");
        FuzzRun.Hold(CompiledProfile.TryRead(file, out CompiledProfile? read, out ProfileFault why) && read.IsSound,
            $"what is compiled is read: {why}");
        Same(compiled.Entries, read!.Entries);
        FuzzRun.Hold(ProfilePrinter.Print(read, ProfileTags.BuiltIn).Length > 0, "what is read is printed");
    }

    private static void Compiled(FuzzRun run)
    {
        run.Saw(CompiledProfile.IsShorterThanItSays(run.Input) ? 1 : 0);
        bool isRead = CompiledProfile.TryRead(run.Input, out CompiledProfile? profile, out ProfileFault why);
        run.Saw(why);
        if (!isRead) return;
        Check(run, profile!);
    }

    private static void Encrypted(FuzzRun run)
    {
        byte[] twice = ProfileEncryption.Weak(ProfileEncryption.Weak(run.Input, Key), Key);
        FuzzRun.Hold(twice.AsSpan().SequenceEqual(run.Input), "weak encryption undoes itself");
        if (ProfileEncryption.TryReadStrong(run.Input, Key, out CompiledProfile? profile)) Check(run, profile);
        if (CompiledProfile.TryRead(ProfileEncryption.Weak(run.Input, Key), out profile, out ProfileFault why))
            Check(run, profile);
        run.Saw(why);
    }

    private static void Check(FuzzRun run, CompiledProfile profile)
    {
        run.Saw(profile.IsSound ? 1 : 2);
        run.Saw(Math.Min(profile.Entries.Count, 64));
        string printed = ProfilePrinter.Print(profile, ProfileTags.BuiltIn);
        FuzzRun.Hold(!printed.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')), "what is told is seen");
        if (!profile.IsSound) return;
        bool again = CompiledProfile.TryRead(CompiledProfile.Write(profile.Entries), out CompiledProfile? read, out _);
        FuzzRun.Hold(again, "what was read is read again");
        Same(profile.Entries, read!.Entries);
    }

    // Writing puts the order of the tags right.
    private static void Same(IEnumerable<ProfileEntry> some, IEnumerable<ProfileEntry> others) => FuzzRun.Hold(
        Told(some).SequenceEqual(Told(others)), "entries are read as written");

    private static IEnumerable<string> Told(IEnumerable<ProfileEntry> entries) => entries
        .Select(e => $"{e.Tag:D6} {Convert.ToHexString(e.Value.Span)}").Order(StringComparer.Ordinal);

    private static IReadOnlyList<ProfileEntry> Entries() =>
    [
        new ProfileEntry(5, new byte[] { 1 }), new ProfileEntry(200, "1600"u8.ToArray()), new ProfileEntry(7, default),
    ];

    private static byte[] Profile() => CompiledProfile.Write(Entries());

    private static byte[] Strong() => ProfileEncryption.WriteStrong(Entries(), Key, Salt);
}
