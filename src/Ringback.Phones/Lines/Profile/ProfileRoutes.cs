using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Catalogue.Tables;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Profile;

/// <summary>
/// Routes of the 7902, 7905, 7912 and ATA: an <c>upgradecode</c> in their profile, with an image id that the phone has
/// not seen last, and an XML file that does not contradict it (sources.md other-phones §1.2–§1.4).
/// </summary>
internal sealed class ProfileRoutes
{
    private const string Guide = RouteWords.GuideOthers;

    private static readonly IReadOnlyList<string[]> Table = 
        EmbeddedTable.Rows(typeof(FirmwareFamilies), "profile-phones.txt");

    private readonly RouteQuestion _question;
    private readonly Load _goal;
    private readonly string[] _row;
    private readonly RouteShelf _shelf;
    private readonly string _profile;

    private ProfileRoutes(RouteQuestion question, RouteTarget target)
    {
        _question = question;
        _goal = target.Load;
        _row = Table.First(r => r[0] == question.Model.FirmwareFamily);
        _shelf = new RouteShelf(question.Packages, question.Catalogue);
        _profile = question.Model.ProfilePrefix!.Value + "<mac>";
    }

    /// <summary>True for a phone that a profile converts.</summary>
    internal static bool Knows(PhoneModel model) =>
        model.ProfilePrefix is not null && Table.Any(r => r[0] == model.FirmwareFamily);

    internal static RouteOutcome Plan(RouteQuestion question, RouteTarget target) =>
        new ProfileRoutes(question, target).Plan(target.Package);

    private Route Plan(FirmwarePackage? package)
    {
        Route route = new() { Model = _question.Model, From = _question.From, Target = _goal, Steps = [] };
        if (_goal.Equals(_question.From.Load)) return route with { Warnings = [RouteWords.AlreadyThere(_goal.Text)] };
        bool withinSccp = (_question.From.Protocol, _goal.Protocol) is (PhoneProtocol.Sccp, PhoneProtocol.Sccp)
            && !IsAta;
        return route with
        {
            Steps = [.. Transition(), withinSccp ? ByXml() : ByProfile()],
            Alternatives = withinSccp
                ? [new RouteAlternative("By the profile", "The profile and the XML file must name the same load, or "
                    + "the phone goes back and forth.", [ByProfile()], [Guide + "§1.4"])]
                : [],
            Warnings = [.. Warnings(package)],
        };
    }

    private bool IsAta => _row[0] == "ata";

    /// <summary>An ATA 186 at 1.34 or earlier takes no newer image before this one (§1.1).</summary>
    private IEnumerable<RouteStep> Transition()
    {
        const string file = FirmwareFamilies.Transition + ".zup";
        bool isOld = _question.From.Load is { } from && from.Version < new LoadVersion(1, 35, 0, 0, 0);
        if (_question.Model.Model != "ATA 186" || (_question.From.Load is not null && !isOld)) yield break;
        yield return new RouteStep
        {
            Title = $"Take {file}",
            ImageId = "0x1",
            UpgradeImage = file,
            OnlyWhen = isOld ? null : "its version (voice menu: 123#) is 1.34 or earlier",
            Files = [_shelf.Take(file, "an ATA 186 up to 1.34 takes no newer image before this one"),
                Profile(file, "0x1", "names the image")],
            Asks = [_profile, file],
            Evidence = ["it asks for its profile again and for no image", "the voice menu says a later version: 123#"],
            Why = "An ATA 186 at 1.34 or earlier must first take the transition image.",
            Sources = [Guide + "§1.1"],
        };
    }

    private RouteStep ByProfile()
    {
        bool old7905 = _row[0] == "7905";
        string image = _goal.Text + (NamesZup() ? ".zup" : _row[4]);
        string id = ImageId();
        bool other = _question.From.Protocol != _goal.Protocol;
        return new RouteStep
        {
            Title = $"Take {_goal} ({PhoneProtocolWords.Of(_goal.Protocol!.Value)} {_goal.HumanVersion}) by the "
                + "profile",
            Load = _goal.Text,
            Protocol = _goal.Protocol,
            ImageId = id,
            UpgradeImage = image,
            Files =
            [
                .. old7905
                    ? new[]
                    {
                        _shelf.Take(Zup, "for a 7905 that cannot check signatures: it adds that ability") with
                        {
                            IsOptional = true,
                        },
                    }
                    : [],
                _shelf.Take(_goal.Text + _row[4], "the image: all of the load in one file"),
                Profile(image, id, "sends the phone to the image"),
                .. IsAta ? [] : Xml(),
            ],
            Asks =
            [
                .. Sequence(), old7905 ? $"{Zup}, or {_goal}.sbin when it can check signatures" : image,
            ],
            Evidence =
            [
                RouteWords.Registers(_goal.Protocol, _goal.Text),
                $"it asks for {_profile} again and for no image: it has seen the image id {id}",
            ],
            WayBack = _question.From.Load is { } from
                ? $"name {from} in the profile, with another image id"
                : "name the old image in the profile, with another image id",
            Why = other
                ? "Every load of this family reads the profile, so the profile changes the protocol."
                : "The profile's upgradecode names the image.",
            Sources = [Guide + "§1.3", Guide + "§1.4", .. old7905 ? [Guide + "§1.2"] : Array.Empty<string>()],
            Branches = old7905 ? OldOrNew() : [],
        };
    }

    private string Zup => _goal.Text + ".zup";

    /// <summary>
    /// A 7905 that checks signatures takes the <c>.sbin</c> although the <c>.zup</c> is named (§1.2), so that naming it
    /// suits both, unless only the <c>.sbin</c> is at hand.
    /// </summary>
    private bool NamesZup() => _row[0] == "7905"
        && (_shelf.Take(Zup, "").Source is RouteFileSource.Library
            || _shelf.Take(_goal.Text + _row[4], "").Source is RouteFileSource.Missing);

    private RouteBranch[] OldOrNew() =>
    [
        new($"it asks for {Zup}", "it is an old 7905 that cannot check signatures",
            "the .zup gives it the load and that ability; from then on it asks for .sbin"),
        new($"it asks for {_goal}.sbin", "it checks signatures", "it takes the signed image at once"),
    ];

    private RouteStep ByXml() => new()
    {
        Title = $"Take {_goal} (SCCP {_goal.HumanVersion}) by loadInformation",
        Load = _goal.Text,
        Protocol = _goal.Protocol,
        Files = [_shelf.Take(_goal.Text + _row[4], "the image: all of the load in one file"), .. Xml()],
        Asks = [.. Sequence(), _goal.Text + _row[4]],
        Evidence = [RouteWords.Registers(_goal.Protocol, _goal.Text)],
        WayBack = _question.From.Load is { } from ? $"name {from} in the same files" : "name the old load there",
        Why = "An SCCP load obeys loadInformation, without an extension.",
        Sources = [Guide + "§1.3", Guide + "§1.4"],
    };

    private IEnumerable<string> Sequence()
    {
        string id = IsAta ? "ata-profile"
            : _question.From.Protocol is PhoneProtocol.Sip ? "profile-sip"
            : "profile-sccp";
        string prefix = _question.Model.ProfilePrefix!.Value;
        return RouteWords.Names(_question.Catalogue.FamilyOf(_question.Model).Sequence(id).Asks)
            .Select(a => a.Replace("{profile}", prefix, StringComparison.Ordinal));
    }

    private RouteFile Profile(string image, string id, string why) => RouteShelf.Write(_profile, why,
        "upgradecode:" + UpgradeCode(_question.Model, image, id));

    private IEnumerable<RouteFile> Xml()
    {
        const string why = "must agree with the profile, or the phone goes back and forth";
        if (_question.Model.LoadInformation is not { } element) yield break;
        string said = _goal.Protocol is PhoneProtocol.Sccp ? _goal.Text : "";
        yield return RouteShelf.Write("SEP<MAC>.cnf.xml", why, $"<loadInformation>{said}</loadInformation>");
        yield return RouteShelf.Write("XMLDefault.cnf.xml", why, $"<{element}>{said}</{element}>");
    }

    /// <summary>
    /// The day in the image's name as hexadecimal digits, as Cisco writes it; one more when the running image was
    /// built on the same day, because the phone does nothing when the id is the one it knows (§1.4).
    /// </summary>
    private string ImageId()
    {
        string own = DayId(_goal.Image);
        return own == DayId(_question.From.Load?.Image) ? own[..^1] + (own[^1] == 'f' ? 'e' : 'f') : own;
    }

    /// <summary>The id by which a load is offered first; null for a load that no profile names.</summary>
    internal static string? ImageIdOf(Load load) => load.Image is null ? null : DayId(load.Image);

    /// <summary>The file by which a load of a model comes.</summary>
    internal static string ImageOf(Load load, PhoneModel model) =>
        load.Text + Table.First(r => r[0] == model.FirmwareFamily)[4];

    /// <summary>What stands in <c>upgradecode</c> for a load's family (§1.4).</summary>
    /// <param name="model">The phone.</param>
    /// <param name="image">The image's file name.</param>
    /// <param name="id">The image id.</param>
    internal static string UpgradeCode(PhoneModel model, string image, string id)
    {
        string[] row = Table.First(r => r[0] == model.FirmwareFamily);
        return $"3,{row[1]},{row[2]},0.0.0.0,69,{id},{image}";
    }

    private static string DayId(KupName? image) => image?.Built is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"0x{day:yyMMdd}{char.ToLowerInvariant(image.Build)}")
        : "0x1";

    private IEnumerable<Problem> Warnings(FirmwarePackage? package)
    {
        yield return Problem.Of(ProblemCode.ImageId,
            "The phone takes an image only when the image id is another than the "
            + "last one it applied. serve takes the next number when nothing happens, and leaves it as it is "
            + "afterwards; do the same by hand.");
        if (_row[3] == "no" && _goal.Protocol is not PhoneProtocol.Sccp)
        {
            yield return Problem.Of(ProblemCode.ProtocolNotDescribed,
                $"No source describes a {_question.Model.Model} on "
                + "another protocol than SCCP: UNVERIFIED.");
        }

        if (_goal.Protocol is PhoneProtocol.Sip)
            yield return Problem.Of(ProblemCode.EnglishOnly, "SIP loads of this family have no languages but English.");
        if (package is { IsPractice: true })
        {
            yield return Problem.Of(ProblemCode.Practice,
                $"{_goal} is here as a practice image only. A real phone needs "
                + "Cisco's own file.");
        }
    }
}
