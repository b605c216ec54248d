using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Profiles;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;

namespace Ringback.Phones.Answers;

/// <summary>
/// The binary profile of a 7902, 7905, 7912 or ATA. Under a plan its <c>upgradecode</c> names the image of the step:
/// in the user's own profile with everything else kept, or in one that is made for the phone.
/// </summary>
/// <remarks>sources.md other-phones §1.3 to §1.5.</remarks>
internal static class ProfileAnswers
{
    internal const int UpgradeCode = 0x1100;

    internal static FileAnswer Answer(AnswerScene scene)
    {
        ShelfFile? onDisk = scene.OnDisk;
        ReadOnlyMemory<byte>? bytes = onDisk is null ? null : scene.Shelf.Read(onDisk);
        ProfileCompilation? text = bytes is { } written && IsText(written.Span)
            ? Compiled(scene, onDisk!, written.Span)
            : null;
        if (scene.Plan is { Upgrade: { } order } plan)
        {
            ProfileEntry upgrade = Entry("upgradecode", order.Code)!;
            if (text is { Errors: [] }) bytes = CompiledProfile.Write(text.Entries);
            return bytes is { } content && text is not { Errors.Count: > 0 }
                ? Changed(scene, plan, onDisk!, content, upgrade)
                : Made(scene, plan, upgrade);
        }

        return text switch
        {
            null => onDisk is null && ConfigurationAnswers.Stays(scene) is { } made ? made : Plain.Answer(scene),
            { Errors: [var fault, ..] } => new NotHere
            {
                Because = $"{scene.Asked.Purpose}; your {onDisk!.Path} is text, which no phone reads, and it cannot be "
                    + $"compiled for it: {fault.Place?.File} line {fault.Place?.Line}: {fault.Message}. Mend that, "
                    + scene.Asked.WhenMissing,
            },
            _ => new Serve
            {
                Name = onDisk!.Path,
                Content = new MadeContent(CompiledProfile.Write(text.Entries)),
                Because = $"{scene.Asked.Purpose}; your {onDisk.Path} is text, which no phone reads, so it gets the "
                    + "compiled form of it",
            },
        };
    }

    private static bool IsText(ReadOnlySpan<byte> content) =>
        content.TrimStart("\xEF\xBB\xBF"u8).StartsWith("#txt"u8);

    /// <summary>The text of the user, with what it includes from beside it. One file only is made of it.</summary>
    private static ProfileCompilation Compiled(AnswerScene scene, ShelfFile file, ReadOnlySpan<byte> content)
    {
        string folder = file.Path[..^file.Name.Length];
        ProfileText text = ProfileText.Read(file.Path, content, name =>
            scene.Shelf.Find(folder + name) is { } included ? scene.Shelf.Read(included)?.ToArray() : null);
        ProfileCompilation result = ProfileCompiler.Compile(text, ProfileTags.BuiltIn, file.Name + ".ex");
        return result.Extended is null ? result : result with
        {
            Errors = [Problem.OfFile(ProblemCode.ProfileBadSetting, file.Path, 1,
                "it needs a second file; make both with: ringback profile compile")],
        };
    }

    private static Serve Made(AnswerScene scene, ConversionPlan plan, ProfileEntry upgrade) => new()
    {
        Name = scene.Asked.Name,
        // The profile for every phone has nothing that belongs to one.
        Content = new MadeContent(MadeConfiguration.Generated(scene) ?? CompiledProfile.Write([upgrade])),
        NamesLoad = plan.Names.Text,
        Because = $"{scene.Asked.Purpose}; it gets one made for it, which names {plan.Upgrade!.Image} with the image "
            + $"id {plan.Upgrade!.ImageId}",
    };

    private static Serve Changed(AnswerScene scene, ConversionPlan plan, ShelfFile onDisk, ReadOnlyMemory<byte> bytes,
        ProfileEntry upgrade)
    {
        if (!CompiledProfile.TryRead(bytes.Span, out CompiledProfile? profile, out _))
        {
            return Plain.Serve(onDisk) with
            {
                Because = $"{scene.Asked.Purpose}; it gets your file as it is. It is encrypted or no compiled "
                    + $"profile, so that {plan.Upgrade!.Image} could not be written into it",
            };
        }

        ProfileEntry? before = profile.Entries.FirstOrDefault(e => e.Tag == UpgradeCode);
        byte[] changed = CompiledProfile.Write([upgrade, .. profile.Entries.Where(e => e.Tag != UpgradeCode)]);
        string? from = before is null ? null : ProfilePrinter.Say(before, ProfileTags.BuiltIn).Value;
        return new Serve
        {
            Name = onDisk.Path,
            Content = new MadeContent(changed),
            NamesLoad = plan.Names.Text,
            Because = $"{scene.Asked.Purpose}; it gets your file with the image {plan.Upgrade!.Image} in it",
            Notes = before is not null && before.Value.Span.SequenceEqual(upgrade.Value.Span)
                ? []
                :
                [
                    new LoadValueReplaced
                    {
                        At = default,
                        File = onDisk.Path,
                        Key = "upgradecode",
                        From = from,
                        To = plan.Upgrade!.Image,
                        Because = $"your {onDisk.Path} names {(from is null ? "no image" : from)}; for this phone its "
                            + $"upgradecode names {plan.Upgrade!.Image} and everything else was kept. The file on disk "
                            + "is as it was",
                    },
                ],
        };
    }

    private static ProfileEntry? Entry(string name, string value)
    {
        byte[] text = Encoding.ASCII.GetBytes($"#txt\n{name}:{value}\n");
        return ProfileCompiler.Compile(ProfileText.Read(name, text, _ => null), ProfileTags.BuiltIn, "")
            .Entries is [var entry, ..] ? entry : null;
    }
}
