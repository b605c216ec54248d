using System.Globalization;

namespace Ringback.Files.Generation;

/// <summary>The <c>sipProfile</c> of a Java phone (sources.md other-phones §4.2).</summary>
internal sealed class SipProfile(ConfigurationDraft draft, XmlWriting sheet)
{
    // What production templates say throughout; what a phone does without one of them is not known.
    private static readonly (string Element, string Value)[] Stack =
    [
        ("sipInviteRetx", "6"), ("sipRetx", "10"), ("timerInviteExpires", "180"), ("timerRegisterExpires", "3600"),
        ("timerRegisterDelta", "5"), ("timerKeepAliveExpires", "120"), ("timerSubscribeExpires", "120"),
        ("timerSubscribeDelta", "5"), ("timerT1", "500"), ("timerT2", "4000"), ("maxRedirects", "70"),
        ("remotePartyID", "true"), ("userInfo", "None"),
    ];

    private readonly PhoneSettings _settings = draft.Settings;

    internal void Write()
    {
        sheet.Open("sipProfile");
        sheet.Open("sipProxies");
        sheet.Leaf("registerWithProxy", "true");
        sheet.Close();
        sheet.Open("sipCallFeatures");
        sheet.Leaf("remoteCcEnable", "true");
        sheet.Close();
        sheet.Open("sipStack");
        foreach ((string element, string value) in Stack) sheet.Leaf(element, value);
        sheet.Close();
        sheet.LeafIf("phoneLabel", _settings.Label);
        if (_settings.Codec is { } codec) sheet.Leaf("preferredCodec", PhoneWords.Of(codec));
        sheet.Leaf("dtmfOutofBand", PhoneWords.Of(_settings.Dtmf ?? DtmfMode.OutOfBand));
        sheet.Leaf("startMediaPort", "16384");
        sheet.Leaf("stopMediaPort", "32766");
        Lines();
        sheet.Leaf("voipControlPort", "5060");
        if (_settings.DialPlan.Count > 0) sheet.Leaf("dialTemplate", _settings.DialPlanFile);
        sheet.LeafIf("softKeyFile", _settings.SoftKeysFile);
        sheet.Close();
    }

    private void Lines()
    {
        sheet.Open("sipLines");
        int button = 0;
        foreach (PhoneLine line in draft.Lines)
        {
            string number = Number(++button);
            sheet.Open($"line button=\"{number}\" lineIndex=\"{number}\"");
            sheet.Leaf("featureID", "9");
            sheet.Leaf("featureLabel", line.Label ?? line.Name);
            // USECALLMANAGER follows the call manager group, with its order.
            sheet.Leaf("proxy", line.Server?.Host ?? "USECALLMANAGER");
            sheet.Leaf("port", Number((line.Server ?? _settings.Server!).SipPort));
            sheet.Leaf("name", line.Name);
            sheet.Leaf("displayName", line.DisplayName ?? line.Name);
            sheet.Leaf("authName", line.AuthName ?? line.Name);
            sheet.LeafIf("authPassword", line.Password);
            sheet.LeafIf("contact", line.Contact);
            sheet.Leaf("sharedLine", "false");
            sheet.LeafIf("messagesNumber", _settings.VoicemailNumber);
            sheet.Leaf("maxNumCalls", "4");
            sheet.Leaf("busyTrigger", "4");
            sheet.Close();
        }

        foreach (SpeedDial dial in _settings.SpeedDials)
        {
            sheet.Open($"line button=\"{Number(++button)}\"");
            sheet.Leaf("featureID", "2");
            sheet.Leaf("featureLabel", dial.Label);
            sheet.Leaf("speedDialNumber", dial.Number);
            sheet.Close();
        }

        sheet.Close();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
