using System.Text;
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
    private const int UpgradeCode = 0x1100;

    internal static FileAnswer Answer(AnswerScene scene)
    {
        if (scene.Plan is not { Upgrade: { } order } plan) return Plain.Answer(scene);
        ProfileEntry upgrade = Entry("upgradecode", order.Code)!;
        return scene.OnDisk is { } onDisk && scene.Shelf.Read(onDisk) is { } bytes
            ? Changed(scene, plan, onDisk, bytes, upgrade)
            : Made(scene, plan, upgrade);
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
