using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Files.Generation;

/// <summary>
/// The configuration files of a phone: those that its model asks for under its load, and nothing in them that the load
/// does not know. The same request gives the same bytes.
/// </summary>
public static class PhoneConfiguration
{
    // Loads before this one read a file whose form is not described (sources.md 7940-7960 §2.3, G1).
    private static readonly LoadVersion FirstSccpWithXml = new(3, 1);

    /// <summary>The files for one phone.</summary>
    public static ConfigurationSet Files(ConfigurationRequest request) => Files([request]);

    /// <summary>
    /// The files for several phones that are served from one folder: a file that they share is written once, and what
    /// they disagree about is told.
    /// </summary>
    /// <param name="requests">The phones; none twice.</param>
    public static ConfigurationSet Files(IReadOnlyList<ConfigurationRequest> requests)
    {
        ConfigurationDraft[] drafts = [.. requests.Select(Draft)];
        List<Problem> problems = [.. drafts.SelectMany(d => d.Problems)];
        foreach (IGrouping<string, ConfigurationDraft> twice in drafts.GroupBy(d => d.Mac).Where(g => g.Count() > 1))
        {
            problems.Add(Problem.OfSetting(twice.First().Request.Mac, ProblemSeverity.Error, "mac",
                $"{twice.Key} is there {twice.Count()} times.", "Leave one of them."));
        }

        List<ConfigurationFile> files = SharedFiles.Merge(drafts, problems);
        if (DefaultXml.Of(drafts, problems) is { } defaultXml) files.Add(defaultXml);
        ConfigurationSet set = new(files, problems);
        return set.IsUsable ? set : set with { Files = [] };
    }

    private static ConfigurationDraft Draft(ConfigurationRequest request)
    {
        ConfigurationDraft draft = new(request);
        if (Refused(draft) is { } why)
        {
            draft.Error("to", why, "Name a load that is described: docs/configure.md has the table.");
            return draft;
        }

        SettingsCheck.Check(draft);
        if (draft.HasErrors) return draft;
        if (draft.Model.ProfilePrefix is not null) ProfileFiles.Write(draft);
        else if (draft.Model.Family == "7940-7960" && draft.Protocol is PhoneProtocol.Sip) SipCnfFiles.Write(draft);
        else if (draft.Protocol is PhoneProtocol.Mgcp) MgcCnfFiles.Write(draft);
        else Xml(draft);
        return draft;
    }

    private static void Xml(ConfigurationDraft draft)
    {
        SepFile.Write(draft, draft.Load);
        if (PhoneXmlKinds.ReadsDefault(draft.Model, draft.Protocol)) draft.LoadInDefaultXml = draft.Load;
        bool java = PhoneXmlKinds.Of(draft.Model) is PhoneXmlKind.Java;
        if (java && draft.Protocol is PhoneProtocol.Sip && draft.Settings.DialPlan.Count > 0)
            SideFiles.DialPlan(draft);
        if (draft.Settings.Rings.Count > 0) SideFiles.RingListXml(draft, java ? "Ringlist.xml" : "RINGLIST.XML");
    }

    /// <summary>Why nothing can be written for that model and load; null when something can.</summary>
    private static string? Refused(ConfigurationDraft draft)
    {
        (Load load, PhoneProtocol protocol) = (draft.Request.Load, draft.Protocol);
        string model = draft.Model.Model;
        if (load.IsUniversalLoader)
            return $"{load} is a loader and no load: it reads the files of every protocol and registers with none.";
        if (draft.Model.ProfilePrefix is not null)
        {
            return protocol is not (PhoneProtocol.Sccp or PhoneProtocol.Sip)
                ? $"No source describes the settings of a {model} with {PhoneProtocolWords.Of(protocol)}."
                : draft.Model.FirmwareFamily == "7902" && protocol is PhoneProtocol.Sip
                    ? $"No source describes a {model} with SIP."
                    : null;
        }

        if (load is { Generation: not null, Protocol: PhoneProtocol.Sccp } && load.Version < FirstSccpWithXml)
        {
            return $"{load} is older than XML: it reads SEP<MAC>.cnf, whose form is not described, and is told its "
                + "load by the call server.";
        }

        PhoneXmlKind kind = PhoneXmlKinds.Of(draft.Model);
        return kind is PhoneXmlKind.None ? $"No source describes the configuration files of a {model}."
            : protocol is PhoneProtocol.H323 ? $"No source describes a {model} with H.323."
            : protocol is PhoneProtocol.Mgcp && draft.Model.Family != "7940-7960"
                ? $"No source describes a {model} with MGCP."
            : protocol is PhoneProtocol.Sip && kind is PhoneXmlKind.Basic ? $"No source describes a {model} with SIP."
            : null;
    }
}
