using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Lint;
using Ringback.Files.Profiles;
using Ringback.Workbench.Disk;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback profile</c>: profiles of the 7905, 7912 and ATA, from and to text.</summary>
internal static class ProfileVerb
{
    private const string Unverified = "UNVERIFIED: known from a disassembly, never tried on a phone.";

    private static readonly Argument<string> In = new("IN") { Description = "The profile in text form (#txt)." };
    private static readonly Argument<string> Out = new("OUT")
    {
        Description = "The file to write: gk<mac> or gkdefault.cfg for a 7912, ld… for a 7905, ata… for an ATA.",
    };

    private static readonly Argument<string> Compiled = new("FILE") { Description = "A compiled profile." };
    private static readonly Option<bool> Json = Options.Json();
    private static readonly Option<string?> Tags = new("--tags")
    {
        Description = "The tag dictionary (ptag.dat) of a package. Default: that of the 7905's and 7912's SIP loads. "
            + "An ATA and other loads have tags of their own.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> ForAll = new("--for-all")
    {
        Description = "Leave out what belongs to one phone (password, user, login), for a default profile.",
    };

    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace OUT even when it is no compiled profile.",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = $"Weak encryption with the phone's EncryptKey, up to 8 hexadecimal digits. {Unverified}",
        HelpName = "HEX",
    };

    private static readonly Option<string?> KeyEx = new("--key-ex")
    {
        Description = "Strong encryption with the phone's EncryptKeyEx, up to 64 hexadecimal digits; the phone asks "
            + $"for the name with .x behind it. {Unverified}",
        HelpName = "HEX",
    };

    internal static Command Create()
    {
        Command compile = new("compile", "Turn a text profile into the form that a phone reads.")
        {
            In, Out, Tags, ForAll, Overwrite, Key, KeyEx,
        };
        compile.SetAction(Compile);
        Command show = new("show", "Turn a compiled profile back into text.") { Compiled, Tags, Key, KeyEx, Json };
        show.SetAction(Show);
        return new Command("profile", "Profiles of the 7905, 7912 and ATA: compile from text, show as text.")
        {
            compile, show,
        };
    }

    private static int Compile(ParseResult given)
    {
        string source = given.GetValue(In)!, target = given.GetValue(Out)!;
        byte[]? weak = WeakKey(given), strong = StrongKey(given);
        ProfileTags tags = Dictionary(given);
        byte[] content = InputFile.Read(InputFile.Existing(source));
        string folder = Path.GetDirectoryName(Path.GetFullPath(source))!;
        ProfileText text = ProfileText.Read(Path.GetFileName(source), content, name => Beside(folder, name));
        string second = Path.GetFileName(target) + (strong is null ? ".ex" : ".xex");
        ProfileCompilation result = ProfileCompiler.Compile(text, tags, second, given.GetValue(ForAll));
        if (result.Errors.Count > 0)
        {
            string more = result.Errors.Count == 1 ? "" : $" ({result.Errors.Count - 1} more below)";
            string first = Say(result.Errors[0]).TrimEnd('.', '?');
            Output.Complain($"{source} cannot be compiled{more}: {first}. Nothing was written");
            foreach (Problem error in result.Errors.Skip(1)) Output.Complain(Say(error));
            if (given.GetValue(Tags) is null && IsOfAta(source, target))
                Output.Complain("An ATA has tags of its own: give the dictionary of its package with --tags ptag.dat.");
            return ExitCode.Unusable;
        }

        foreach (Problem warning in result.Warnings) Output.Say($"warning: {Say(warning)}.");
        List<(string Path, byte[] Bytes)> files = [(target, Pack(result.Entries, weak, strong))];
        if (result.Extended is { } extended)
            files.Add((Path.Combine(Path.GetDirectoryName(target) ?? "", second), Pack(extended, weak, strong)));
        if (!given.GetValue(Overwrite)) files.ForEach(f => RefuseToReplace(f.Path));
        foreach ((string path, byte[] bytes) in files)
        {
            Write(path, bytes);
            Output.Say($"{path}: {bytes.Length} bytes.");
        }

        if (strong is not null && !target.EndsWith(".x", StringComparison.Ordinal))
            Output.Say("A phone with an EncryptKeyEx asks for this name with .x behind it.");
        return HasWrongImage(source, content) ? ExitCode.Found : ExitCode.Done;
    }

    /// <summary>Tells of an image that the device cannot take: a conversion hangs on that one setting.</summary>
    private static bool HasWrongImage(string source, byte[] content)
    {
        string name = Path.GetFileName(source);
        if (!name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) name += ".txt";
        LintedFile? file = ConfigurationLint.Check(name, content, LintFolder.Unknown);
        Problem[] wrong = [.. (file?.Findings ?? []).Where(f => f.Code == ProblemCode.UpgradeForAnother)];
        foreach (Problem problem in wrong)
            Output.Complain($"{source} line {problem.Place?.Line}: {problem.Message} {problem.Advice}");
        return wrong.Length > 0;
    }

    private static bool IsOfAta(params string[] paths) => paths.Any(
        p => Path.GetFileName(p).StartsWith("ata", StringComparison.OrdinalIgnoreCase));

    private static int Show(ParseResult given)
    {
        string path = given.GetValue(Compiled)!;
        byte[]? weak = WeakKey(given), strong = StrongKey(given);
        ProfileTags tags = Dictionary(given);
        byte[] content = InputFile.Read(InputFile.Existing(path));
        CompiledProfile profile = Open(path, content, weak, strong);
        if (given.GetValue(Json)) CliJson.Print(ProfileJson.Of(path, profile, tags));
        else Output.Terminal.Document(ProfilePrinter.Print(profile, tags));
        return profile.IsSound ? ExitCode.Done : ExitCode.Found;
    }

    private static CompiledProfile Open(string path, byte[] content, byte[]? weak, byte[]? strong)
    {
        if (strong is not null)
        {
            return ProfileEncryption.TryReadStrong(content, strong, out CompiledProfile? opened)
                ? opened
                : throw new UnusableException($"{path} is no profile under this key.");
        }

        if (weak is not null) content = ProfileEncryption.Weak(content, weak);
        if (CompiledProfile.TryRead(content, out CompiledProfile? profile, out ProfileFault why)) return profile;
        bool isText = content.AsSpan().StartsWith("#txt"u8);
        throw new UnusableException($"{path} " + why switch
        {
            _ when isText => "is in text form already. To make what a phone reads: ringback profile compile",
            ProfileFault.NotCompiled when weak is not null => "is no profile under this key.",
            ProfileFault.NotCompiled => "is no compiled profile: it does not begin with #ata. If it is encrypted, give "
                + "its key with --key or --key-ex.",
            ProfileFault.SumMissing => "has no sum behind its first four bytes: it is damaged.",
            _ => "ends in the middle of a setting: it is cut short.",
        });
    }

    private static byte[] Pack(IReadOnlyList<ProfileEntry> entries, byte[]? weak, byte[]? strong)
    {
        if (strong is not null)
            return ProfileEncryption.WriteStrong(entries, strong, RandomNumberGenerator.GetBytes(8));
        byte[] plain = CompiledProfile.Write(entries);
        return weak is null ? plain : ProfileEncryption.Weak(plain, weak);
    }

    private static byte[]? WeakKey(ParseResult given)
    {
        if (given.GetValue(Key) is not { } digits) return null;
        if (given.GetValue(KeyEx) is not null)
            throw new UnusableException("a profile has one encryption: give --key or --key-ex, not both.");
        return ProfileEncryption.TryReadWeakKey(digits, out byte[]? key)
            ? key
            : throw new UnusableException($"--key takes 1 to 8 hexadecimal digits, and '{digits}' is not that.");
    }

    private static byte[]? StrongKey(ParseResult given) => given.GetValue(KeyEx) is not { } digits
        ? null
        : ProfileEncryption.TryReadStrongKey(digits, out byte[]? key)
            ? key
            : throw new UnusableException($"--key-ex takes 1 to 64 hexadecimal digits, and '{digits}' is not that.");

    private static ProfileTags Dictionary(ParseResult given)
    {
        if (given.GetValue(Tags) is not { } path) return ProfileTags.BuiltIn;
        ProfileTags tags = ProfileTags.Read(Path.GetFileName(path),
            Encoding.Latin1.GetString(InputFile.Read(InputFile.Existing(path))), out IReadOnlyList<int> unread);
        if (tags.All.Count == 0)
            throw new UnusableException($"{path} is no tag dictionary: no line is tag,format,name,size.");
        foreach (int line in unread.Take(3)) Output.Complain($"{path} line {line} is not understood and left out.");
        return tags;
    }

    /// <summary>An included file lies beside the one that includes it: nothing else of the disk is read.</summary>
    private static byte[]? Beside(string folder, string name)
    {
        bool plain = name.Length > 0 && name.IndexOfAny(['/', '\\', ':']) < 0 && name is not ("." or "..");
        string path = Path.Combine(folder, name);
        return plain && File.Exists(path) ? InputFile.Read(path) : null;
    }

    private static void RefuseToReplace(string path)
    {
        if (!File.Exists(path)) return;
        byte[] there = InputFile.Read(path);
        if (there.Length == 0 || CompiledProfile.BeginsLikeOne(there)) return;
        throw new UnusableException($"{path} is there and is no compiled profile, so it stays as it is. "
            + "Choose another name, or add --overwrite.");
    }

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            WholeFile.Write(path, bytes, overwrites: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} cannot be written: {e.Message}");
        }
    }

    private static string Say(Problem remark)
    {
        if (remark.Place is not { File: { } file } place) return remark.Message;
        string where = place.Line is > 0 ? $" line {place.Line}:" : "";
        return $"{file}{where} {remark.Message}";
    }
}

/// <summary>The JSON of <c>profile show</c>.</summary>
internal sealed record ProfileJson(string Path, bool Sound, IReadOnlyList<ProfileSettingJson> Settings)
{
    internal static ProfileJson Of(string path, CompiledProfile profile, ProfileTags tags) => new(
        path, profile.IsSound,
    [
        .. profile.Entries.Select(e =>
        {
            (string name, string value) = ProfilePrinter.Say(e, tags);
            return new ProfileSettingJson(e.Tag, name, value, Convert.ToHexStringLower(e.Value.Span));
        }),
    ]);
}

/// <summary>One setting in JSON.</summary>
internal sealed record ProfileSettingJson(int Tag, string Name, string Value, string Bytes);
