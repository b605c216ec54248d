using System.Globalization;
using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Generation;
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
            Upgrade = plan.Upgrade is { } order
                ? new ProfileUpgrade(uint.Parse(
                    order.ImageId.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), order.Image)
                : null,
        };
        return PhoneConfiguration.Files(request).Find(scene.Asked.Name)?.Content;
    }

    /// <summary>
    /// The file of a Java phone with the load left out, for either protocol; null for a file that it does not need.
    /// </summary>
    internal static byte[]? WithoutLoad(AnswerScene scene)
    {
        if (scene is not { Question.Stays: { } model, Asked: { Kind: RequestedKind.SepXml, Mac: { } mac } })
            return null;
        if (scene.Catalogue.Firmware.Find(model.FirmwareFamily) is not { } family
            || FirmwareLines.Of(model, scene.Catalogue)?.ToComeUpWith(family) is not { } any) return null;
        ConfigurationRequest request = new(model, any, mac, Settings(scene)) { ServesBothProtocols = true };
        return PhoneConfiguration.Files(request).Find(scene.Asked.Name) is { } file
            ? PhoneXmlText.Read(file.Content).WithLoad(["loadInformation"], "", out _).Content.ToArray()
            : null;
    }

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
