"""The commands of ``xlperf``, one file a trade. Arguments in, one call down the road, exit status out."""
