using Ringback.Catalogue;
using Ringback.Catalogue.Tables;
using Ringback.Phones.Symptoms;

namespace Ringback.Phones.Tests.Symptoms;

/// <summary>What may be wrong with a phone of which only its display is known, or what somebody says.</summary>
public sealed class SymptomReadingTests
{
    [Theory]
    [InlineData("Protocol Application Invalid", "7960", "boot-loop")]
    [InlineData("protocol aplication invlaid!!", null, "boot-loop")]
    [InlineData("PROTOCOL APPLICATION INVALID", "7940", "boot-loop")]
    [InlineData("W210 TFTP Error: SIPDefault.cnf (Buffer Full)", null, "config-too-large")]
    [InlineData("W220", null, "unprovisioned-polling")]
    [InlineData("it says w310 3 parse errors", null, "config-bad-line")]
    [InlineData("W362", "7960", "unprovisioned-polling")]
    [InlineData("Phone Unprovisioned", "7960", "unprovisioned-polling")]
    [InlineData("W389", null, "address-in-use")]
    [InlineData("W710", null, "image-rejected")]
    [InlineData("W900", null, "time-missing")]
    [InlineData("No Load Specified", "7960", "config-bad-structure")]
    [InlineData("Image Authentication Failed", "7941", "signing-key-gap")]
    [InlineData("File auth error", "7960", "signing-key-gap")]
    [InlineData("TFTP timeout", null, "replies-not-reaching-phone")]
    [InlineData("TFTP time-out", null, "replies-not-reaching-phone")]
    [InlineData("phone stuck at configuring IP", null, "no-dhcp-answer")]
    [InlineData("stuck on Configuring IP forever", "7960", "no-dhcp-answer")]
    [InlineData("Configuring CM List", null, "no-call-manager")]
    [InlineData("registration rejected", null, "registration-rejected")]
    [InlineData("Load rejected HC", null, "hardware-too-new-for-load")]
    [InlineData("keeps asking for OS79XX", null, "os79xx-ignored")]
    [InlineData("Upgrading… then reboots", "7960", "image-rejected")]
    [InlineData("my 7941 is stuck asking term41.default.loads over and over", null, "default-manifest-loop")]
    [InlineData("reboots over and over", "7960", "boot-loop")]
    [InlineData("reboots over and over", "7941", "signing-key-gap")]
    [InlineData("bootloop, red light", "7941", "signing-key-gap")]
    [InlineData("gets an IP but no TFTP requests, tftp log is empty", null, "no-tftp-request-after-lease")]
    [InlineData("option 150 entered as string", null, "option-150-malformed")]
    [InlineData("asks for SIP001122AABBCC.cnf every 31 seconds", null, "unprovisioned-polling")]
    [InlineData("transfer hangs at 40 percent", null, "transfer-stalled")]
    [InlineData("menus stay english", null, "locale-missing")]
    [InlineData("No CTL installed", null, "file-missing-harmless")]
    [InlineData("Duplicate IP address", null, "address-in-use")]
    [InlineData("Error Updating Locale", null, "locale-missing")]
    [InlineData("phone has old static IP of a company", null, "static-address")]
    [InlineData("settings locked, padlock, password unknown", null, "settings-locked")]
    [InlineData("Copying to Bank 1", "7960", "power-cut-while-writing")]
    [InlineData("7912 will not flash", null, "config-not-compiled")]
    public void A_text_finds_its_likeliest_cause_first(string text, string? model, string code)
    {
        IReadOnlyList<SymptomFinding> found = SymptomReading.Of(text, model, PhoneCatalogue.BuiltIn);
        Assert.NotEmpty(found);
        Assert.Equal(code, found[0].Problem.Code);
        Assert.All(found, f => Assert.True(f.Problem.Advice.Length > 0 && f.DecidedBy.Length > 0));
    }

    [Fact]
    public void Several_messages_in_one_text_are_all_told() => Assert.Superset(
        (HashSet<string>)["address-in-use", "time-missing"],
        SymptomReading.Of("W389, later W900", "7960", PhoneCatalogue.BuiltIn).Select(f => f.Problem.Code).ToHashSet());

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("xyzzy plugh")]
    public void What_nobody_knows_finds_nothing(string text) =>
        Assert.Empty(SymptomReading.Of(text, null, PhoneCatalogue.BuiltIn));

    [Fact]
    public void Causes_of_other_phones_are_left_out() => Assert.DoesNotContain(
        SymptomReading.Of("boot loop", "7960", PhoneCatalogue.BuiltIn), f => f.Problem.Message.Contains("8.5(2)"));

    [Fact]
    public void Every_symptom_has_a_cause_and_every_cause_a_symptom()
    {
        string[] ids = [.. Rows("symptoms.txt").Select(r => r[0])];
        Assert.Equal(ids.Distinct().Count(), ids.Length);
        Assert.Equal(ids.Order(), Rows("symptom-causes.txt").Select(r => r[0]).Distinct().Order());
    }

    [Fact]
    public void Every_phrase_finds_its_own_symptom_among_the_causes()
    {
        ILookup<string, string> causes = Rows("symptom-causes.txt").ToLookup(r => r[0], r => r[2].Split('!')[0]);
        foreach (string[] row in Rows("symptoms.txt"))
        {
            foreach (string phrase in row[2].Split(';', StringSplitOptions.TrimEntries))
            {
                string[] found =
                    [.. SymptomReading.Of(phrase, null, PhoneCatalogue.BuiltIn).Select(f => f.Problem.Code)];
                Assert.True(found.Intersect(causes[row[0]]).Any(),
                    $"{row[0]}: {phrase} finds {string.Join(' ', found)}");
            }
        }
    }

    [Fact]
    public void Any_text_of_any_length_is_read_without_a_fault()
    {
        Random random = new(4711);
        for (int i = 0; i < 300; i++)
        {
            char[] text = [.. Enumerable.Range(0, random.Next(0, 6_000)).Select(_ => (char)random.Next(0x3000))];
            Assert.InRange(SymptomReading.Of(new string(text), "7960", PhoneCatalogue.BuiltIn).Count, 0, 8);
        }
    }

    private static IReadOnlyList<string[]> Rows(string table) =>
        EmbeddedTable.Rows(typeof(SymptomReading), table);
}
