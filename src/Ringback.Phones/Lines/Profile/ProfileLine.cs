using System.Globalization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Conversion.Routes;

namespace Ringback.Phones.Lines.Profile;

/// <summary>
/// The 7902, 7905, 7912 and ATA: one image, which the <c>upgradecode</c> of a binary profile names, and XML beside it
/// (sources.md other-phones §1).
/// </summary>
internal sealed class ProfileLine : IFirmwareLine
{
    public string Name => "profile";

    public bool IsLed => true;

    public IReadOnlyList<PhoneProtocol> Protocols { get; } =
        [PhoneProtocol.Sccp, PhoneProtocol.Sip, PhoneProtocol.Mgcp, PhoneProtocol.H323];

    public bool Knows(PhoneModel model) => model.ProfilePrefix is not null;

    public string UsualStart(FirmwareFamily family) =>
        family.Name is "ata" ? "ATA030000SCCP040101A" : $"CP{family.Name}060000SCCP040101A";

    public string? ToComeUpWith(FirmwareFamily family, PhoneProtocol protocol) => protocol switch
    {
        PhoneProtocol.Sccp => UsualStart(family),
        PhoneProtocol.Sip when family.Name is "7905" or "7912" => $"CP{family.Name}080000SIP060111A",
        _ => null,
    };

    public IReadOnlyList<string> FilesOf(Load load) => [load.Image is null ? $"{load}.loads" : $"{load}.sbin"];

    public RouteOutcome Plan(RouteQuestion question, RouteTarget target) => ProfileRoutes.Plan(question, target);

    public RoutePoint Start(PhoneFacts facts, RouteTarget target) => facts.OwnLoad is { } load
        ? new RoutePoint(load.Protocol ?? facts.Protocol, load)
        : new RoutePoint(facts.Protocol, null);

    /// <remarks>
    /// The id stays the same for the whole conversion and after it, because another one makes the phone load again; it
    /// grows by one for each time that the phone read it and did nothing, because then it has seen it before.
    /// </remarks>
    public UpgradeOrder? Upgrade(PlanScene scene, RouteStep? step)
    {
        Load goal = scene.Target.Load;
        string own = step?.UpgradeImage is { } file && !file.StartsWith(goal.Text, StringComparison.OrdinalIgnoreCase)
            ? step.ImageId!
            : ProfileRoutes.ImageIdOf(goal) ?? "0x1";
        uint number = uint.Parse(own.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        string id = string.Create(
            CultureInfo.InvariantCulture, $"0x{number + (uint)scene.Facts.Progress.IdleProfiles:x7}");
        string image = step?.UpgradeImage ?? ProfileRoutes.ImageOf(goal, scene.Model);
        return new UpgradeOrder(ProfileRoutes.UpgradeCode(scene.Model, image, id), id, image);
    }
}
