using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Answers;

/// <summary>
/// Images and manifests. Under a plan a phone sees the files of its package and no others; without one it sees the
/// user's folders. Either way it never gets an image that is damaged, nor a manifest whose parts are not all here.
/// </summary>
internal static class FirmwareAnswers
{
    internal static FileAnswer Answer(AnswerScene scene)
    {
        if (scene.Asked.Kind is RequestedKind.BareLoad) return BareLoad(scene);
        if (BeforeLoader(scene) is { } next) return next;
        OfferedFile? offer = scene.Plan?.Offer(scene.Asked.Name);
        if (scene.Plan is { } plan && offer is null)
        {
            return new NotHere
            {
                Because = $"{scene.Asked.Purpose}; it is being led to {plan.Target} and sees only the files of that, "
                    + scene.Asked.WhenMissing,
            };
        }

        if (scene.Question.Pending is not null && scene.Asked.Kind is not RequestedKind.DefaultManifest)
        {
            return new NotHere
            {
                Because = $"{scene.Asked.Purpose}; it is not known yet what phone this is, so it gets no firmware",
            };
        }

        ShelfFile? file = offer is null ? scene.OnDisk : Offered(scene, offer);
        FileAnswer? guarded = file is null ? null : Guarded(scene, file);
        if (guarded is Serve) return guarded;
        // The sound signed image is as good as the unsigned twin that is missing or wrong.
        FileAnswer? twin = scene.Asked.Kind is RequestedKind.UnsignedImage ? Twin(scene) : null;
        return twin as Serve ?? guarded ?? twin ?? new NotHere
        {
            Because = $"{scene.Asked.Purpose}; {scene.Unreadable ?? "it is not in your folders"}, "
                + $"{scene.Asked.WhenMissing}{Hint(scene)}",
        };
    }

    /// <summary>
    /// A universal loader asks for a list first whatever the load, and of one from before the loader there is none: it
    /// asks for the image next (sources.md 7940-7960-code §5).
    /// </summary>
    private static NotHere? BeforeLoader(AnswerScene scene) => scene is
    {
        OnDisk: null, Asked: { Kind: RequestedKind.Manifest, Load: { Generation: LoadGeneration.Signed } load },
    }
        ? new NotHere
        {
            Because = $"{scene.Asked.Purpose}; a load from before the universal loader has none, so it asks for "
                + $"{load}.sbn next",
        }
        : null;

    /// <summary>
    /// The file of the very package: two packages may have different files of one name, as the default manifests of
    /// both protocols are.
    /// </summary>
    private static ShelfFile? Offered(AnswerScene scene, OfferedFile offer) => offer.File is null
        ? scene.OnDisk
        : scene.Shelf.Files.FirstOrDefault(f => ReferenceEquals(f.Identity, offer.File)) ?? scene.OnDisk;

    private static FileAnswer Guarded(AnswerScene scene, ShelfFile file)
    {
        FirmwareFile identity = file.Identity;
        if (identity.IsPractice && !scene.Question.IsSimulated)
        {
            return new Refused
            {
                Because = $"{file.Path} is a practice image and would ruin a real phone. Put Cisco's own file in its "
                    + "place",
            };
        }

        // What a phone rejects by itself (a renamed or unsigned file) it may ask for; what could pass its checks and
        // still be cut short it must never get.
        if (identity is { Whole: false } && identity.Problems.FirstOrDefault(p => p.Severity == ProblemSeverity.Error)
            is { } fault)
        {
            return new Refused { Because = $"it must not have this file. {fault.Message} {fault.Advice}" };
        }

        if (scene.Asked.Kind is RequestedKind.UnsignedImage && UnsignedImages.Objection(scene, file) is { } objection)
            return new Refused { Because = $"it must not have this file. {objection}" };
        if (scene.Asked.IsManifest && Torn(scene, file) is { } torn) return torn;

        return new Serve
        {
            Name = file.Name,
            Content = new StoredContent(file),
            NamesLoad = scene.Asked.Kind is RequestedKind.DefaultManifest
                ? scene.Plan?.Offer(scene.Asked.Name)?.Load
                : null,
            Because = $"{scene.Asked.Purpose}; it gets the file{Plain.Folder(file, scene.Meant.Path)}",
        };
    }

    /// <summary>
    /// A manifest is an invitation: it is not given while what it invites to is not all here and sound, under the very
    /// names that the phone will ask for. A plan is made of whole packages only and needs no such look.
    /// </summary>
    private static NotHere? Torn(AnswerScene scene, ShelfFile file)
    {
        if (scene.Plan is not null) return null;
        FirmwarePackage? package = scene.Shelf.Packages.FirstOrDefault(p => scene.Asked.Kind
            is RequestedKind.DefaultManifest
            ? p.Files.Any(f => ReferenceEquals(f.File, file.Identity))
            : p.Load.Equals(scene.Asked.LoadText, StringComparison.OrdinalIgnoreCase));
        if (package is null) return null;
        string[] lacking =
        [
            .. package.Files.Where(f => scene.Shelf.Find(f.Name) is not { Identity.Whole: not false })
                .Select(f => f.File is { Whole: false } ? $"a sound {f.Name}" : f.Name),
        ];
        if (lacking.Length == 0) return null;
        return new NotHere
        {
            Because = $"{file.Path} is here, but {string.Join(" and ", lacking)} "
                + $"{(lacking.Length == 1 ? "is" : "are")} not. A phone that began with it would stop at \"Protocol "
                + "Application Invalid\", so it is not served until the set is complete",
        };
    }

    /// <summary>What the name that is not here may have meant.</summary>
    private static string Hint(AnswerScene scene)
    {
        if (scene.Slip is { } slip) return slip;
        if (scene.Asked.Load is not { } asked) return "";
        Load? meant = LoadSpelling.Suggest(
            asked.Text, scene.Shelf.Packages.Select(p => p.LoadName).OfType<Load>());
        if (meant is not null && !meant.Equals(asked))
            return $". There is a {meant} here: correct the name in the file that sends the phone there";
        FirmwarePackage? package = scene.Shelf.Packages.FirstOrDefault(p => asked.Equals(p.LoadName));
        return scene.BootCode == BootCode.Early && package?.Loader is { } loader && !loader.Equals(asked)
            ? $". A phone this old cannot load {asked} directly: OS79XX.TXT must name its loader, {loader}"
            : "";
    }

    /// <summary>The unsigned twin of a signed image: the same bytes without the header.</summary>
    private static FileAnswer? Twin(AnswerScene scene)
    {
        if (!scene.Catalogue.Assumes("unsigned-twin-is-the-signed-image-without-its-header")) return null;
        ShelfFile? signed = scene.Shelf.Find(Path.ChangeExtension(scene.Meant.Path, ".sbn"));
        if (signed is not { Identity.Signed: true }) return null;
        ReadOnlyMemory<byte>? bytes = scene.Shelf.Read(signed);
        if (bytes is not { } content || !SignedEnvelope.TryRead(content.Span, out SignedEnvelope? envelope, out _))
            return null;
        AnswerScene asSigned = scene with { Asked = RequestedFile.Recognise(signed.Name) };
        if (!UnsignedImages.IsPromised(scene, signed)) return null;
        FileAnswer guarded = Guarded(asSigned, signed);
        return guarded is Serve serve
            ? serve with
            {
                Name = scene.Asked.Name,
                Content = new StoredContent(signed, envelope.HeaderLength),
                Because = $"{scene.Asked.Purpose}; it gets {signed.Name} without its signed header, which is the same "
                    + "image",
            }
            : guarded;
    }

    /// <summary>
    /// A name without extension. A phone with old code takes the unsigned image; one that checks signatures refuses
    /// that by itself. So the unsigned one is the safe answer, unless the phone is known to want signed ones.
    /// </summary>
    private static FileAnswer BareLoad(AnswerScene scene)
    {
        string[] extensions = scene.Question.Phone.Shown.WantsSigned == true ? [".sbn", ".bin"] : [".bin"];
        foreach (string extension in extensions)
        {
            string path = scene.Meant.Path + extension;
            AnswerScene full = scene with
            {
                Meant = MeantName.Read(path), Asked = RequestedFile.Recognise(path),
            };
            FileAnswer answer = Answer(full);
            if (answer is not NotHere) return answer;
        }

        return new NotHere
        {
            Because = $"{scene.Asked.Purpose}; there is no {scene.Asked.Name}{extensions[0]} in your folders, "
                + scene.Asked.WhenMissing,
        };
    }
}
