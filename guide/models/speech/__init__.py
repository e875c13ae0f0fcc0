"""The guide's voice and ear: engines that speak and listen, what is said in front of them, and the shelf of clips."""
