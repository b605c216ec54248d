using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Cases;

/// <summary>What each kind of event changes in a case. Pure: the same events give the same case, always.</summary>
internal static class CaseFold
{
    internal static PhoneCase Apply(PhoneCase before, PhoneEvent e)
    {
        PhoneCase after = e switch
        {
            FileAsked asked => Asked(before, asked),
            TransferProgressed progress => before with
            {
                Transfer = new CurrentTransfer(progress.Name, progress.Bytes, progress.Length),
            },
            TransferEnded ended => Ended(before, ended),
            AlarmReceived { Load: { } load } => Stated(before, load),
            PhoneRegistered registered => Registered(before, registered),
            ConversionStarted started => before with
            {
                Conversion = new ConversionState(started.Goal, ConversionStatus.Running, started.Target,
                    started.From, started.Steps, 0, null, [], null, null),
            },
            ConversionRefused refused => before with
            {
                Conversion = new ConversionState(refused.Goal, ConversionStatus.Refused, null,
                    BootCode.Unknown, [], 0,
                    refused.Reason, refused.Missing, null, null),
            },
            StepProved proved when before.Conversion is { } c => before with
            {
                Conversion = c with { Step = proved.Step + 1 },
            },
            ConversionProved proved when before.Conversion is { } c => before with
            {
                Conversion = c with
                {
                    Status = ConversionStatus.Proved,
                    Step = c.Steps.Count,
                    Proof = proved.Via,
                    ProvedLoad = proved.Load,
                },
            },
            _ => before,
        };

        after = after with
        {
            Mac = e.Mac ?? after.Mac,
            Address = e.Address ?? after.Address,
            FirstSeen = before.FirstSeen == default ? e.At : before.FirstSeen,
            LastSeen = e.At > before.LastSeen ? e.At : before.LastSeen,
        };
        foreach (StoryLine line in Narrator.Tell(before, e)) after = after with { Story = after.Story.Add(line) };
        return after.Story.Count > PhoneCase.StoryLimit
            ? after with { Story = after.Story.RemoveRange(0, after.Story.Count - PhoneCase.StoryLimit) }
            : after;
    }

    private static PhoneCase Asked(PhoneCase before, FileAsked asked)
    {
        RequestedFile file = RequestedFile.RecogniseMeant(asked.Name);
        PhoneCase after = file.Kind switch
        {
            RequestedKind.DualBoot => before with
            {
                BootCode = BootCode.Early, Stage = BootStage.Hunting, Family = "7940-7960", ExpectedLoad = null,
            },
            // A 7940 shows itself as universal by its trust list: no load before the loader asks for one. Other
            // families ask for the same name, so this says nothing about the family.
            RequestedKind.TrustList => before with { BootCode = BootCode.Universal, Stage = BootStage.Hunting },
            RequestedKind.SepXml or RequestedKind.XmlDefault => before with { Stage = BootStage.Hunting },
            RequestedKind.SipPhone or RequestedKind.MgcPhone => before with
            {
                Stage = before.Stage is BootStage.Configuring ? BootStage.Configuring : BootStage.Hunting,
                Family = "7940-7960",
            },
            RequestedKind.SipDefault or RequestedKind.MgcDefault => before with
            {
                // The loader asks for the default files last, an application first.
                Stage = before.Stage is BootStage.Hunting ? BootStage.Hunting : BootStage.Configuring,
                Family = "7940-7960",
            },
            RequestedKind.Manifest => before with
            {
                BootCode = BootCode.Universal,
                Stage = BootStage.Manifest,
                Family = "7940-7960",
                // A manifest that it did not get names nothing it will run.
                ExpectedLoad = asked.Outcome is AskOutcome.Served ? file.Load!.Text : before.ExpectedLoad,
            },
            // A phone that asks for an image does not run what the manifest promised: until it has the image whole, it
            // may come up on its old load, and SIP would not say so.
            RequestedKind.SignedImage or RequestedKind.UnsignedImage => before with
            {
                Stage = BootStage.LoadingLoader,
                Family = "7940-7960",
                ExpectedLoad = null,
                WantsSigned = before.BootCode is BootCode.Universal
                    ? before.WantsSigned
                    : file.Kind is RequestedKind.SignedImage,
            },
            RequestedKind.Application => before with
            {
                BootCode = BootCode.Universal,
                Stage = BootStage.LoadingApplication,
                Family = "7940-7960",
                ExpectedLoad = null,
            },
            RequestedKind.OtherFamily => before with { Family = "other" },
            _ => before,
        };

        bool image = file.Kind is RequestedKind.SignedImage or RequestedKind.UnsignedImage or RequestedKind.Application;
        return image && asked is { Outcome: AskOutcome.Served, Length: { } length }
            ? after with { Transfer = new CurrentTransfer(asked.Served ?? asked.Name, 0, length) }
            : after;
    }

    private static PhoneCase Ended(PhoneCase before, TransferEnded ended)
    {
        PhoneCase after = before.Transfer?.Name == ended.Name ? before with { Transfer = null } : before;
        RequestedFile file = RequestedFile.Recognise(ended.Name);
        bool image = file.Kind is RequestedKind.SignedImage or RequestedKind.UnsignedImage or RequestedKind.Application;
        if (!image || ended.Outcome is not (TransferOutcome.Delivered or TransferOutcome.Unconfirmed)) return after;
        return after with
        {
            Stage = BootStage.Restarting,
            // A loader's name is not a load that can register; a single image's or an application's is.
            ExpectedLoad = file.Load is { IsUniversalLoader: false } load
                && (file.Kind is RequestedKind.Application || load.Generation < LoadGeneration.Universal)
                    ? load.Text
                    : after.ExpectedLoad,
        };
    }

    private static PhoneCase Stated(PhoneCase before, string load) => before with
    {
        Load = load,
        LoadEvidence = LoadEvidence.Stated,
        ExpectedLoad = load,
    };

    private static PhoneCase Registered(PhoneCase before, PhoneRegistered registered)
    {
        PhoneProtocol protocol = registered.Via switch
        {
            ProofKind.SccpRegister => PhoneProtocol.Sccp,
            ProofKind.SipRegister => PhoneProtocol.Sip,
            _ => PhoneProtocol.Mgcp,
        };
        PhoneCase after = before with
        {
            Protocol = protocol,
            Model = registered.Model ?? before.Model,
            Stage = BootStage.Registered,
            Transfer = null,
        };
        if (registered.Load is { } stated) return Stated(after, stated);

        // The message does not say the load. What the phone fetched or checked in this boot does, when it fits.
        if (LoadName.TryParse(before.ExpectedLoad, null, out LoadName? expected) && expected.Protocol == protocol)
            return after with { Load = expected.Text, LoadEvidence = LoadEvidence.Inferred };
        bool stillFits = LoadName.TryParse(before.Load, null, out LoadName? known) && known.Protocol == protocol;
        return stillFits ? after : after with { Load = null, LoadEvidence = LoadEvidence.None };
    }
}
