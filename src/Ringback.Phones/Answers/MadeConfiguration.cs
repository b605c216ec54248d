using System.Globalization;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;
using Ringback.Files.Profiles;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Answers;

/// <summary>
/// The files that are made for a phone of which the user has none: what its load needs, the load itself, and where to
/// register. Until the conversion is proved that is here, because the registration is the proof; afterwards it is the
/// call server that the user named.
/// </summary>
internal static class MadeConfiguration
{
    /// <summary>The file that the phone asks for; null when it is better without.</summary>
    internal static byte[]? Bytes(AnswerScene scene, string wanted)
    {
        ConversionPlan plan = scene.Plan!;
        if (plan.Names is { Generation: not null } load && !IsOfItsProtocol(scene.Asked.Kind, load.Protocol))
            return ToLeave(scene, load);
        if (Generated(scene) is { } content) return content.ToArray();
        return scene.Asked.Kind is RequestedKind.XmlDefault
            ? GeneratedConfiguration.XmlDefault(
                plan.Model.LoadInformation is { } element ? [(element, wanted)] : [], scene.Question.Server.Address,
                scene.Question.Server.SccpPort)
            : null;
    }

    /// <summary>The file of that name among those that are generated; null when it is none of them.</summary>
    internal static ReadOnlyMemory<byte>? Generated(AnswerScene scene)
    {
        ConversionPlan plan = scene.Plan!;
        if ((scene.Asked.Mac ?? scene.Question.Phone.Mac) is not { } mac) return null;
        ConfigurationRequest request = new(plan.Model, plan.Names, mac, Settings(scene))
        {
            ServesBothProtocols = true,
            TakesNetworkByDhcp = IsRescued(scene),
            Upgrade = plan.Upgrade is { } order
                ? new ProfileUpgrade(uint.Parse(
                    order.ImageId.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), order.Image)
                : null,
        };
        return PhoneConfiguration.Files(request).Find(scene.Asked.Name)?.Content;
    }

    /// <summary>
    /// The file that lets a phone come up with what it has: where it registers, and no load; null for a file that is
    /// none of these, and for a phone that is not to be left as it is.
    /// </summary>
    internal static byte[]? WithoutLoad(AnswerScene scene)
    {
        if (scene.Question.Stays is not { } model || Protocol(scene) is not { } protocol) return null;
        if ((scene.Asked.Mac ?? scene.Question.Phone.Mac) is not { } mac) return null;
        if (scene.Catalogue.Firmware.Find(model.FirmwareFamily) is not { } family
            || !Load.TryParse(FirmwareLines.Of(model, scene.Catalogue)?.ToComeUpWith(family, protocol) ?? "",
                out Load? any)) return null;
        ConfigurationRequest request = new(model, any, mac, Settings(scene))
        {
            ServesBothProtocols = true, TakesNetworkByDhcp = IsRescued(scene),
        };
        if (PhoneConfiguration.Files(request).Find(scene.Asked.Name) is not { } file) return null;
        if (scene.Asked.Kind is RequestedKind.SepXml)
        {
            return PhoneXmlText.Read(file.Content).WithLoad(
                ["loadInformation"], "", out _).Content.ToArray();
        }

        if (CompiledProfile.TryRead(file.Content.Span, out CompiledProfile? profile, out _))
            return CompiledProfile.Write([.. profile.Entries.Where(e => e.Tag != ProfileAnswers.UpgradeCode)]);
        string[] lines = Encoding.Latin1.GetString(file.Content.Span).Split('\n');
        return Encoding.Latin1.GetBytes(string.Join('\n',
            lines.Where(l => !l.StartsWith("image_version", StringComparison.Ordinal))));
    }

    /// <summary>The protocol that reads the file; for a profile, the one that its phone speaks.</summary>
    private static PhoneProtocol? Protocol(AnswerScene scene) => scene.Asked.Kind switch
    {
        RequestedKind.SepXml => PhoneProtocol.Sccp,
        RequestedKind.SipPhone or RequestedKind.SipDefault => PhoneProtocol.Sip,
        RequestedKind.Profile => scene.Question.Phone switch
        {
            { Protocol: { } spoken } => spoken,
            { Boots: [.., var now] } when now.Asks.Exists(a => a.Kind is RequestedKind.SepXml) => PhoneProtocol.Sccp,
            _ => PhoneProtocol.Sip,
        },
        _ => null,
    };

    /// <summary>True for a phone of another network, to which we are the machines of that network.</summary>
    private static bool IsRescued(AnswerScene scene) =>
        scene.Question.Phone.Addressing.Foreign is { Taken.Count: > 0 };

    private static PhoneSettings Settings(AnswerScene scene)
    {
        PhoneSettings settings = scene.Question.Settings ?? new PhoneSettings();
        ServerAddress server = scene.Question.Server;
        bool isProved = scene.Question.Phone.Conversion is { Status: ConversionStatus.Proved };
        return settings with
        {
            Server = isProved && settings.Server is { } own
                ? own
                : new CallServer(server.Address.ToString()) { SccpPort = server.SccpPort, SipPort = server.SipPort },
            BackupServers = isProved ? settings.BackupServers : [],
            PhonePassword = settings.PhonePassword ?? scene.Plan?.Line.UsualPassword,
        };
    }

    /// <summary>True for the files that a load of that protocol reads.</summary>
    private static bool IsOfItsProtocol(RequestedKind kind, PhoneProtocol? protocol) => kind switch
    {
        RequestedKind.SepXml or RequestedKind.XmlDefault => protocol is PhoneProtocol.Sccp,
        RequestedKind.SipPhone or RequestedKind.SipDefault => protocol is PhoneProtocol.Sip,
        RequestedKind.MgcPhone or RequestedKind.MgcDefault => protocol is PhoneProtocol.Mgcp,
        _ => false,
    };

    /// <summary>For a 7940 or 7960 that is to leave the protocol of these files only the load matters.</summary>
    private static byte[] ToLeave(AnswerScene scene, Load wanted)
    {
        ServerAddress server = scene.Question.Server;
        return scene.Asked.Kind switch
        {
            RequestedKind.SepXml => GeneratedConfiguration.SepXmlForOtherProtocol(wanted),
            RequestedKind.XmlDefault => GeneratedConfiguration.XmlDefault(wanted, server.Address, server.SccpPort),
            _ => GeneratedConfiguration.MgcDefault(wanted),
        };
    }
}
