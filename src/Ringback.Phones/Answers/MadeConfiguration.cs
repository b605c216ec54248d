using Ringback.Phones.Configuration;
using Ringback.Phones.Conversion;
using Ringback.Phones.Firmware;
using Ringback.Phones.Identification;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Answers;

/// <summary>The small files that are made for a phone of which the user has none: the load, and where to register.</summary>
internal static class MadeConfiguration
{
    /// <summary>The file that the phone asks for; null when it is better without.</summary>
    internal static byte[]? Bytes(AnswerScene scene, string wanted)
    {
        ConversionPlan plan = scene.Plan!;
        BenchDoors doors = scene.Question.Doors;
        if (plan.Model.FirmwareFamily == FirmwareFile.Family7940And7960) return Ours(scene, plan.Names.LoadName!);
        return scene.Asked.Kind switch
        {
            RequestedKind.SepXml when plan.UpgradeImage is not null
                => GeneratedConfiguration.SepXml(wanted, doors.Address, doors.SccpPort),
            RequestedKind.XmlDefault => GeneratedConfiguration.XmlDefault(
                plan.Model.LoadInformation is { } element ? [(element, wanted)] : [], doors.Address, doors.SccpPort),
            _ => null,
        };
    }

    private static byte[]? Ours(AnswerScene scene, LoadName wanted)
    {
        BenchDoors doors = scene.Question.Doors;
        bool sip = wanted.Protocol == PhoneProtocol.Sip;
        bool sccp = wanted.Protocol == PhoneProtocol.Sccp;
        switch (scene.Asked.Kind)
        {
            case RequestedKind.SepXml when sccp:
                return GeneratedConfiguration.SepXml(wanted.Text, doors.Address, doors.SccpPort);
            case RequestedKind.SepXml:
                return scene.Catalogue.Assumes("sep-file-may-name-a-sip-load")
                    ? GeneratedConfiguration.SepXmlForOtherProtocol(wanted)
                    : null;
            case RequestedKind.XmlDefault:
                return GeneratedConfiguration.XmlDefault(wanted, doors.Address, doors.SccpPort);
            case RequestedKind.SipPhone when sip && (scene.Asked.Mac ?? scene.Question.Phone.Mac) is { } mac:
                return GeneratedConfiguration.SipPhone(wanted, mac, doors.Address, doors.SipPort, "cisco");
            case RequestedKind.SipDefault when sip:
                return GeneratedConfiguration.SipDefault(wanted, doors.Address, doors.SipPort);
            // For a phone that is to leave SIP or MGCP only image_version matters.
            case RequestedKind.SipPhone or RequestedKind.SipDefault or RequestedKind.MgcPhone
                or RequestedKind.MgcDefault:
                return GeneratedConfiguration.MgcDefault(wanted);
            default:
                return null;
        }
    }
}
