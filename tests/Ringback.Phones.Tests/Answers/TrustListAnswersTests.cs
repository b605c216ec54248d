using Ringback.Catalogue;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Tests.Cases;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Answers;

public sealed class TrustListAnswersTests
{
    private const string Name = "CTLSEP000E84C060A6.tlv";

    private static readonly PhoneCatalogue On =
        PhoneCatalogue.BuiltIn.WithAssumption("ctlsep-loop-ends-with-a-dummy", true)!;

    [Theory]
    [InlineData(null)]
    [InlineData("P0S3-07-1-00")]
    public void A_phone_that_asks_ten_times_gets_none(string? load) =>
        Assert.IsType<NotHere>(Asked(load, 10, PhoneCatalogue.BuiltIn));

    [Theory]
    [InlineData("P0S3-07-1-00", true)]
    [InlineData("P00307020200", true)]
    [InlineData("P0S3-07-5-00", false)]
    [InlineData("P0S3-8-12-00", false)]
    [InlineData(null, false)]
    public void Where_it_is_assumed_only_a_loader_of_7_0_to_7_2_gets_a_dummy(string? load, bool gets) =>
        Assert.Equal(gets, Asked(load, 10, On) is Serve);

    [Fact]
    public void Four_questions_in_a_row_are_what_a_lossy_network_makes() =>
        Assert.IsType<NotHere>(Asked("P0S3-07-1-00", 4, On));

    private static FileAnswer Asked(string? load, int times, PhoneCatalogue catalogue)
    {
        Question question = new(new MemoryShelf().Library(SamplePackages.Sip812))
        {
            Goal = "sip", Catalogue = catalogue, Phone = Asking(load, times, catalogue),
        };
        return question.Ask(Name);
    }

    private static Phones.Cases.PhoneCase Asking(string? load, int times, PhoneCatalogue catalogue)
    {
        Phones.Cases.PhoneCase phone = new() { Mac = Story.Mac, Address = Story.Phone, Family = "7940-7960" };
        if (load is not null)
        {
            phone = phone.Apply(new AlarmReceived
            {
                At = default, Address = Story.Phone, Mac = Story.Mac, Text = "", Load = load,
            }, catalogue);
        }

        for (int i = 0; i < times; i++)
        {
            phone = phone.Apply(new FileAsked
            {
                At = default, Address = Story.Phone, Mac = Story.Mac, Name = Name, Outcome = AskOutcome.NotHere,
            }, catalogue);
        }

        return phone;
    }
}
